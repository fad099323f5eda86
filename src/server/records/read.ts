import { type RawBuilder, sql } from 'kysely'
import { isKnown } from '../../kernel/access/known-field.ts'
import type { Action } from '../../kernel/access/rights.ts'
import { columnOf, type Entity } from '../../kernel/entities/entity.ts'
import { type FieldProblem, fail } from '../../kernel/errors/errors.ts'
import type { Ctx } from '../context.ts'
import { prepared, preparedInTurn } from '../db/prepared.ts'
import { namedSql, reachableSql, requireRightOn, visibleSql } from './access.ts'
import { inWorkspace } from './custom-model.ts'
import { type StoredRecord, selectColumns, shownRecord, toRecord } from './rows.ts'

/** Names of the records that refs point at, by id. */
export type Titles = Record<string, string>

/** The open step of a lead or deal, as it stands on every row. */
export interface StepOnRow {
  id: string
  kind: string
  title: string | null
  dueAt: string
  owner: string
  attempt: number
  postponements: number
}

/** One record the actor may read; otherwise it is as if it did not exist. */
export async function getRecord(
  ctx: Ctx,
  noun: Entity,
  id: string,
): Promise<StoredRecord & { titles: Titles }> {
  const entity = inWorkspace(ctx, noun)
  const { records, titles } = await selectRecords(ctx, entity, {
    where: sql<boolean>`t.id = ${id}`,
    limit: 1,
    keepsPlan: true,
  })
  const record = records[0]
  if (!record) fail('record.not-found', { entity: entity.name })
  return { ...record, titles }
}

/**
 * Locks one record for a change; it must be readable, and `action` allowed on it. It is read again after the
 * lock is held, so what is returned is what the change will start from, whoever came first.
 */
export async function lockRecord(ctx: Ctx, noun: Entity, id: string, action: Action): Promise<StoredRecord> {
  const entity = inWorkspace(ctx, noun)
  const reading = recordsStatement(ctx, entity, { where: sql`t.id = ${id}`, limit: 1, titled: false })
  const [locked, found] = await preparedInTurn(
    sql<{ row: unknown }>`
      select to_jsonb(t) as row from ${sql.table(entity.table)} t where id = ${id} for update`,
    reading.statement,
    ctx.tx,
  )
  const { records } = reading.toRecords(found)
  const record = records[0]
  if (!record) fail('record.not-found', { entity: entity.name })
  requireRightOn(ctx, entity, action, record)
  ctx.rowsLocked.set(id, locked[0]?.row)
  return record
}

/** Refuses values that link to a record the actor may not see or that does not exist, naming the field. */
export async function requireVisibleRefs(
  ctx: Ctx,
  noun: Entity,
  values: Record<string, unknown>,
  /** Where the values stand in what was sent: `nextStep.`. */
  at = '',
): Promise<void> {
  const entity = inWorkspace(ctx, noun)
  const problems: FieldProblem[] = []
  for (const [name, value] of Object.entries(values)) {
    const field = entity.fields[name]
    if (value == null || (field?.type.name !== 'ref' && field?.type.name !== 'refs')) continue
    const target = ctx.registry.catalog.entity(field.options.to)
    if (field.type.name === 'refs') {
      for (const id of await missingOf(ctx, target, value as string[]))
        problems.push({ field: at + name, error: 'value.not-found', params: { value: id } })
      continue
    }
    const { rows } = await prepared(
      sql`
      select 1 from ${sql.table(target.table)} t
      where t.id = ${value} and ${notDeleted(target)} and ${visibleSql(ctx, target)}`,
      ctx.tx,
    )
    if (rows.length === 0) problems.push({ field: at + name, error: 'value.not-found', params: { value } })
  }
  if (problems.length > 0) fail('input.invalid', {}, problems)
}

/**
 * Those of these ids that lead to no record the actor may see. The records found stay until the act ends: one that is
 * being removed is waited for, so that no list ever comes to hold what is gone.
 */
async function missingOf(ctx: Ctx, target: Entity, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select t.id from ${sql.table(target.table)} t
    where t.id = any(${[...ids].sort()}::uuid[]) and ${notDeleted(target)} and ${visibleSql(ctx, target)}
    order by t.id for key share of t`.execute(ctx.tx)
  const found = new Set(rows.map(({ id }) => id))
  return ids.filter((id) => !found.has(id))
}

/** What narrows and orders a selection; SQL over alias `t` of the entity's table. */
export interface Selection {
  where: RawBuilder<boolean>
  /** Tables the order needs, joined. */
  joins?: RawBuilder<unknown>
  /** `order by …` or `for update of t`. */
  tail?: RawBuilder<unknown>
  limit: number | RawBuilder<unknown>
  /** False: the names of referenced records are not needed. */
  titled?: boolean
  /** Read along with the fields, named; in the rows alone. */
  along?: readonly RawBuilder<unknown>[]
}

/** Records readable by the actor, as he may know them. What is to be changed is read by `wholeRecords`. */
export async function selectRecords(ctx: Ctx, noun: Entity, selection: Reading): Promise<SelectedRecords> {
  const entity = inWorkspace(ctx, noun)
  const found = await wholeRecords(ctx, entity, selection)
  if (ctx.viewed && entity.extensible) for (const { id } of found.records) ctx.viewed.add(id)
  return { ...found, records: found.records.map((record) => shownRecord(entity, record)) }
}

type Reading = Selection & {
  /** One plan serves all values, as where the condition is about ids alone. */
  keepsPlan?: boolean
}

/** The same with all their values, whatever the actor may know of them: what a change starts from. */
export async function wholeRecords(
  ctx: Ctx,
  noun: Entity,
  { keepsPlan = false, ...selection }: Reading,
): Promise<SelectedRecords> {
  const entity = inWorkspace(ctx, noun)
  const { statement, toRecords } = recordsStatement(ctx, entity, selection)
  const { rows } = await (keepsPlan ? prepared(statement, ctx.tx) : statement.execute(ctx.tx))
  return toRecords(rows)
}

export interface SelectedRecords {
  records: StoredRecord[]
  titles: Titles
  rows: Row[]
}

type Row = Record<string, unknown>

/**
 * The rows are chosen first, and what belongs to them — the names of referenced records, the open step — is looked up
 * for those alone: joining it before the limit cost 40 ms of planning.
 */
function recordsStatement(
  ctx: Ctx,
  entity: Entity,
  { where, joins = sql``, tail = sql``, limit, titled = true, along = [] }: Selection,
): { statement: RawBuilder<Row>; toRecords(rows: Row[]): SelectedRecords } {
  const refs = titled ? refsOf(ctx, entity) : []
  const lists: ListLookup[] = titled ? listsOf(ctx, entity) : []
  const lookedLists = lists.map(
    ({ alias, table, title, column, seen }) => sql`,
      (select jsonb_object_agg(l.id, ${sql.ref(`l.${title}`)}) from ${sql.table(table)} l
        where l.id = any(${sql.ref(`p.${column}`)}) and ${seen}) as ${sql.ref(alias)}`,
  )
  const looked = refs.map(({ alias, table, title, column, named }) =>
    named
      ? sql`,
      (select coalesce(${sql.ref(`n.${title}`)}, '') from ${sql.table(table)} n
        where n.id = ${sql.ref(`p.${column}`)} and ${named}) as ${sql.ref(`${alias}_title`)}`
      : sql`,
      (select ${sql.ref(title)} from ${sql.table(table)} where id = ${sql.ref(`p.${column}`)}) as ${sql.ref(`${alias}_title`)}`,
  )
  const statement = sql<Row>`
    select p.*${sql.join([...looked, ...lookedLists], sql``)}${entity.worked ? stepLookup : sql``}
    from (
      select ${sql.join([selectColumns(entity), ...along])} from ${sql.table(entity.table)} t ${joins}
      where ${where} and ${notDeleted(entity)} and ${visibleSql(ctx, entity)}
      ${tail} limit ${limit}
    ) p`
  return { statement, toRecords: (rows) => toRecords(entity, { refs, lists }, rows) }
}

function toRecords(
  entity: Entity,
  { refs, lists }: { refs: RefLookup[]; lists: ListLookup[] },
  rows: Row[],
): SelectedRecords {
  const titles: Titles = {}
  const records = rows.map((row) => {
    for (const { alias, column, named } of refs) {
      const title = row[`${alias}_title`] as string | null
      // A name that is not told is not there; one that is told may be empty.
      if (row[column] && (title !== null || !named)) titles[row[column] as string] = title ?? ''
    }
    for (const { alias } of lists) Object.assign(titles, row[alias])
    const record = toRecord(entity, row)
    if (entity.worked) record.step = stepOf(row.step as FoundStep | null, titles)
    return record
  })
  return { records, titles, rows }
}

type FoundStep = StepOnRow & { kindName: string; ownerName: string }

const stepLookup = sql`, (
  select jsonb_build_object('id', s.id, 'kind', s.kind_id, 'title', s.title, 'dueAt', s.due_at, 'owner', s.owner_id,
    'attempt', s.attempt, 'postponements', s.postponements,
    'kindName', (select name from step_kinds where id = s.kind_id), 'ownerName', (select name from users where id = s.owner_id))
  from steps s where s.id = p.next_step_id
) as step`

/** Condition that leaves out what lies in the recycle bin. */
export function notDeleted(entity: Entity, alias = 't'): RawBuilder<boolean> {
  return entity.softDelete ? sql<boolean>`${sql.ref(`${alias}.deleted_at`)} is null` : sql<boolean>`true`
}

interface Lookup {
  alias: string
  table: string
  title: string
  column: string
}

/** Where names are told of some records only, the condition over `n` under which they are. */
interface RefLookup extends Lookup {
  named: RawBuilder<boolean> | null
}

/** Where the titles of an entity's refs are found; the open step is looked up on its own. */
function refsOf(ctx: Ctx, entity: Entity): RefLookup[] {
  return Object.entries(entity.fields)
    .filter(([, field]) => field.type.name === 'ref' && field.options.to !== 'step' && isKnown(field))
    .map(([name, field]) => {
      const target = ctx.registry.catalog.entity(field.options.to)
      const column = columnOf(name, field)
      return {
        alias: `r_${column}`,
        table: target.table,
        title: columnOf(target.title, target.fields[target.title]!),
        column,
        named: namedSql(ctx, target, 'n'),
      }
    })
}

/** Names in a list are told of what the reader may read. */
interface ListLookup extends Lookup {
  seen: RawBuilder<boolean>
}

/** The same for fields that lead to several records, whose names come in one object. */
function listsOf(ctx: Ctx, entity: Entity): ListLookup[] {
  return Object.entries(entity.fields)
    .filter(([, field]) => field.type.name === 'refs' && isKnown(field))
    .map(([name, field]) => {
      const target = ctx.registry.catalog.entity(field.options.to)
      const column = columnOf(name, field)
      const title = columnOf(target.title, target.fields[target.title]!)
      return {
        alias: `l_${column}`,
        table: target.table,
        title,
        column,
        seen: reachableSql(ctx, target, 'l'),
      }
    })
}

function stepOf(found: FoundStep | null, titles: Titles): StepOnRow | null {
  if (!found) return null
  const { kindName, ownerName, ...step } = found
  titles[step.kind] = kindName
  titles[step.owner] = ownerName
  return { ...step, dueAt: new Date(step.dueAt).toISOString() }
}
