import { importedDeals } from '../import-file.ts'
import type { Line } from '../log.ts'
import type { Breach, Sql } from './breach.ts'

interface Found {
  external: string
  title: string
  company: string | null
  amount: number
}

/** Every import that was set going has come to its end and brought in exactly the rows of its file; the others none. */
export async function importBreaches(sql: Sql, lines: readonly Line[]): Promise<Breach[]> {
  const found = await sql.rows<{
    id: string
    mark: string
    status: string
    counts: { created: number } | null
    failure: unknown
  }>(`select id, regexp_replace(file_name, '\\.csv$', '') as mark, status, counts, failure from imports`)
  const breaches: Breach[] = []
  for (const { id, mark, status, counts, failure } of found) {
    const sent = lines.find((line) => line.line === 'sent' && line.key === mark)
    if (sent?.line !== 'sent') {
      breaches.push({ check: 'imports', what: `import ${id} of a file nobody sent: ${mark}` })
      continue
    }
    const { rows } = sent.body as { rows: number }
    const wanted = status === 'done' ? importedDeals(mark, rows) : []
    const brought = await sql.rows<Found>(
      `select d.external_id as external, d.title, c.name as company, d.amount / 100 as amount
       from deals d left join companies c on c.id = d.company_id where d.external_id like $1`,
      [`${mark}-%`],
    )
    const problem = differenceOf(wanted, brought)
    const tell = (what: string) =>
      breaches.push({
        check: 'imports',
        key: mark,
        what: `import ${id} (${status}): ${what}`,
        detail: failure,
      })
    if (status !== 'done' && status !== 'draft') tell('has not come to its end')
    else if (problem) tell(problem)
    else if (status === 'done' && counts?.created !== rows) tell(`counts ${counts?.created} of ${rows} rows`)
  }
  const companies = await sql.rows<{ name: string }>(
    'select name from companies group by name having count(*) > 1',
  )
  if (companies.length > 0)
    breaches.push({
      check: 'imports',
      what: `${companies.length} companies were made twice`,
      detail: companies[0],
    })
  return breaches
}

/** Both as multisets of whole rows. */
function differenceOf(wanted: Found[], brought: Found[]): string | null {
  const text = ({ external, title, company, amount }: Found) =>
    JSON.stringify([external, title, company, Number(amount)])
  const left = new Map<string, number>()
  for (const row of wanted) left.set(text(row), (left.get(text(row)) ?? 0) + 1)
  for (const row of brought) left.set(text(row), (left.get(text(row)) ?? 0) - 1)
  const missing = [...left].filter(([, count]) => count > 0)
  const extra = [...left].filter(([, count]) => count < 0)
  if (missing.length + extra.length === 0) return null
  return `${missing.length} rows are missing and ${extra.length} too many, such as ${(missing[0] ?? extra[0])![0]}`
}
