import type pg from 'pg'

/**
 * Does `work` while the tables have neither indexes nor constraints, then puts both back, which is several times as
 * fast as keeping them up row by row. Putting the constraints back also proves that the rows obey the next-step law.
 */
export async function withBareTables(
  client: pg.Client,
  tables: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const constraints = await constraintsOf(client, tables)
  const indexes = await indexesOf(client, tables)
  // What is pointed at goes last and comes back first.
  for (const { table, name } of [...constraints].reverse())
    await client.query(`alter table ${table} drop constraint ${name}`)
  for (const { name } of indexes) await client.query(`drop index ${name}`)
  await work()
  for (const table of tables) await client.query(`analyze ${table}`)
  for (const { definition } of indexes) await client.query(definition)
  for (const { table, name, definition } of constraints)
    await client.query(`alter table ${table} add constraint ${name} ${definition}`)
  // What the database does by itself some time after: without it no index is read alone.
  for (const table of tables) await client.query(`vacuum analyze ${table}`)
}

interface Part {
  table: string
  name: string
  definition: string
}

async function constraintsOf(client: pg.Client, tables: readonly string[]): Promise<Part[]> {
  const { rows } = await client.query<Part>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint
     where (conrelid = any($1::regclass[]) and contype in ('p', 'u')) or (contype = 'f' and $1::regclass[] && array[conrelid, confrelid]::regclass[])
     order by contype = 'f', conname`,
    [tables],
  )
  return rows
}

async function indexesOf(client: pg.Client, tables: readonly string[]): Promise<Part[]> {
  const { rows } = await client.query<Part>(
    `select indrelid::regclass::text as table, indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
     from pg_index where indrelid = any($1::regclass[])
       and not exists (select 1 from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))`,
    [tables],
  )
  return rows
}
