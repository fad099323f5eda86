import type { Breach, Sql } from './breach.ts'

interface Told {
  record: string
  version: number
  changes: Record<string, [unknown, unknown]>
}

/** Fields whose values stand in the row as they are told. */
const plain: Record<string, string> = {
  status: 'status',
  closeReason: 'close_reason',
  description: 'description',
  attempts: 'attempts',
  stage: 'stage_id',
  pipeline: 'pipeline_id',
  owner: 'owner_id',
  nextStep: 'next_step_id',
  outcome: 'outcome',
  outcomeNote: 'outcome_note',
  reason: 'reason',
  followedBy: 'followed_by_id',
  isActive: 'is_active',
}

/**
 * What is told of each record must add up: versions one after another, each change beginning where the one before
 * left off, the last one ending at the row. A lost update or a change applied twice breaks the chain.
 */
export async function storyBreaches(sql: Sql): Promise<Breach[]> {
  const breaches: Breach[] = []
  for (const table of ['leads', 'deals', 'steps', 'users']) {
    const told = await sql.rows<Told>(`
      select e.record_id as record, (e.data ->> 'version')::int as version, e.data -> 'changes' as changes
      from events e join ${table} r on r.id = e.record_id where e.data ? 'version' order by 1, 2`)
    const rows = await sql.rows<{ id: string; row: Record<string, unknown> }>(
      `select id, to_jsonb(r) as row from ${table} r`,
    )
    const stories = new Map<string, Told[]>()
    for (const one of told) stories.set(one.record, [...(stories.get(one.record) ?? []), one])
    for (const { id, row } of rows) {
      const problem = chainProblem(stories.get(id) ?? [], row)
      if (problem) breaches.push({ check: 'story', what: `${table} ${id}: ${problem}` })
    }
  }
  return breaches
}

function chainProblem(story: Told[], row: Record<string, unknown>): string | null {
  const last: Record<string, unknown> = {}
  for (const [index, { version, changes }] of story.entries()) {
    if (version !== index + 2) return `version ${index + 2} is told as ${version}`
    for (const [field, [before, after]] of Object.entries(changes)) {
      if (!(field in plain)) continue
      if (field in last && last[field] !== before)
        return `${field} was ${last[field]}, but version ${version} found ${before}`
      last[field] = after
    }
  }
  for (const [field, value] of Object.entries(last))
    if ((row[plain[field]!] ?? null) !== value)
      return `${field} is told as ${value}, but is ${row[plain[field]!]}`
  return null
}
