import pg from 'pg'

/** Looks at all tables of the test's database and puts them back as they were. */
export interface Watch {
  /** Tables that are not as they were when last looked at. */
  changed(): Promise<string[]>
  /** Puts these tables back as they were in the beginning. */
  restore(tables: string[]): Promise<void>
  close(): Promise<void>
}

/**
 * What a refusal may write by design: tries of signing in are counted, and the use of an API key is noted.
 * Whatever else differs after a refusal is a defect.
 */
const excepted = ['onward.tries', 'onward.api_keys.last_used_at']
/** Rows by themselves: what is looked at is noted a moment later, and so is a sign-in that was refused. */
const exceptedRows: Record<string, string> = {
  access_log: 'false',
  events: `t.kind not like 'session.%'`,
}

interface Table {
  name: string
  columns: string[]
}

/**
 * A row version is named by `xmin` and `ctid`, so a print of those two over every table tells whether anything was
 * written, at the cost of reading a few hundred small rows. Before even that the counter of transactions is asked:
 * while it stands still nobody on the whole server has written.
 */
export async function watchDatabase(url: string): Promise<Watch> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const tables = await tablesOf(client)
  const prints = tables.map(({ name, columns }) => {
    const partly = excepted.some((one) => one.startsWith(`${name}.`))
    const row = partly
      ? `row(${columns.map((column) => `t.${column}`)})::text`
      : `t.xmin::text || t.ctid::text`
    return `select '${name}' as name, count(*) || ':' || coalesce(bit_xor(hashtextextended(${row}, 0)), 0) as print from ${name} t where ${exceptedRows[name.split('.')[1] ?? ''] ?? 'true'}`
  })
  const ask = { name: 'prints', text: prints.join(' union all ') }
  const look = async () => {
    const { rows } = await client.query<{ name: string; print: string }>(ask)
    return new Map(rows.map(({ name, print }) => [name, print]))
  }
  const counter = async () => {
    const { rows } = await client.query('select pg_snapshot_xmax(pg_current_snapshot())::text as next')
    return rows[0].next as string
  }
  // What Onward itself may not take away from the audit log has to be put back as it was.
  for (const { name } of tables) await client.query(`grant all on ${name} to current_user`)
  await client.query('create schema kept')
  for (const { name } of tables) await client.query(`create table ${keptOf(name)} as table ${name}`)
  await loosenForeignKeys(client)
  let first = await look()
  let seen = first
  let next = await counter()
  return {
    async changed() {
      const now = await counter()
      if (now === next) return []
      next = now
      const before = seen
      seen = await look()
      return tables.map(({ name }) => name).filter((name) => seen.get(name) !== before.get(name))
    },
    async restore(names) {
      await client.query('begin; set constraints all deferred')
      for (const name of names) {
        const kept = `select from ${keptOf(name)} k where k::text = t::text`
        await client.query(`delete from ${name} t where not exists (${kept})`)
      }
      // A deleted row may have taken rows of other tables along.
      const after = await look()
      for (const { name, columns } of tables.filter((one) => after.get(one.name) !== first.get(one.name)))
        await client.query(
          `insert into ${name} (${columns}) overriding system value
           select ${columns} from ${keptOf(name)} k where not exists (select from ${name} t where t::text = k::text)`,
        )
      await client.query('commit')
      first = seen = await look()
      next = await counter()
    },
    close: () => client.end(),
  }
}

/** So that rows may be put back in any order; what is checked, and when, stays as it is. */
async function loosenForeignKeys(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(`
    select format('alter table %s alter constraint %I deferrable initially immediate', conrelid::regclass, conname) as statement
    from pg_constraint where contype = 'f' and not condeferrable`)
  for (const { statement } of rows) await client.query(statement)
}

async function tablesOf(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select format('%I.%I', n.nspname, c.relname) as name,
      array_agg(quote_ident(a.attname) order by a.attnum) filter (where a.attgenerated = '') as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and (n.nspname in ('onward', 'onward_jobs') or n.nspname like 'ws\\_%')
    group by 1 order by 1`)
  return rows
    .filter(({ name }) => !excepted.includes(name))
    .map(({ name, columns }) => ({
      name,
      columns: columns.filter((column) => !excepted.includes(`${name}.${column}`)),
    }))
}

function keptOf(name: string): string {
  return `kept."${name}"`
}
