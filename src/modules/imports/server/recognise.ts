import { type RawBuilder, sql } from 'kysely'
import { isWithin, scopeOf } from '../../../kernel/access/rights.ts'
import { columnOf, type Entity } from '../../../kernel/entities/entity.ts'
import { foldText } from '../../../kernel/queries/fold-text.ts'
import type { Ctx } from '../../../server/context.ts'
import { reachableSql } from '../../../server/records/access.ts'
import { type StoredRecord, selectColumns, toRecord } from '../../../server/records/rows.ts'
import type { Draft, Values } from '../../../server/registry.ts'
import type { ImportSettings } from '../import-settings.ts'
import { basisNames } from '../people-basis.ts'
import { type Prints, printOf, printsOf } from './prints.ts'
import type { ReadRow } from './read-row.ts'

/** A record that a row of the file may be: one that is there, or one an earlier row has made. */
export interface Known {
  id: string
  createdAt: string
  /** What it is recognised by, in the order of the key fields. */
  keys: (string | null)[]
  /** Its fields as they stand; null once a check keeps only their prints. */
  values: Values | null
  prints: Prints | null
  /** As it is in the database, with what the rows change about it. */
  stored: StoredRecord | null
  changes: Values | null
  /** Made by this very batch. */
  draft: Draft | null
  isVisible: boolean
  mayChange: boolean
  /** Made because a row named it; the row that tells of it is still to come. */
  isPlaceholder: boolean
  /** Prints of its notes, if they were looked up or it got some. */
  notes: Set<number> | null
}

/** Recognises records through a whole import: rows see everything that rows before them have done. */
export interface Recogniser {
  /** Fetches, and locks for a change, the records that the rows of a batch may be. */
  load(ctx: Ctx, rows: readonly ReadRow[], importId: string): Promise<Recognised>
  /**
   * The same while the batch before, `inHand`, is still being written, and without a lock; null where a row may be a
   * record that is there or in hand.
   */
  loadNew(ctx: Ctx, rows: readonly ReadRow[], inHand: Recognised): Promise<Recognised | null>
}

/** What is known while one batch is decided about. */
export interface Recognised {
  /** The record with these values by the rule of the import; the oldest where several share a key. */
  find(values: Values): Known | null
  /** The placeholder that a row with these values fills in. */
  placeholder(values: Values): Known | null
  /** Who has this value of a field that no two records may share. */
  holder(field: string, values: Values): Known | null
  /** A record by what another row calls it. */
  named(text: string): Known | null
  add(draft: Draft, isPlaceholder: boolean): Known
  /** Takes note of new values of a record. */
  change(known: Known, changes: Values): void
  /** Whether a row has a key of anything that is known here. */
  shares(rows: readonly ReadRow[]): boolean
  /** Makes the next batches of a check see what this one would have written. */
  keep(): void
}

/** How records of one import are recognised. */
interface Rule {
  entity: Entity
  keyFields: string[]
  match: string[]
  /** Fields by which a row finds the placeholder made for it; empty when the file names no records of its own kind. */
  claims: string[]
  isCheck: boolean
  changes: boolean
  /** Fields the file feeds. */
  fed: string[]
  exactPrints: boolean
}

export function createRecogniser(entity: Entity, settings: ImportSettings, isCheck: boolean): Recogniser {
  const rule = ruleOf(entity, settings, isCheck)
  const kept: Kept = { byKey: new Map(), byId: new Map() }
  return {
    async load(ctx, rows, importId) {
      const found = await candidates(ctx, rule, rows)
      const waiting =
        isCheck || rule.claims.length === 0 ? new Set<string>() : await placeholdersOf(ctx, importId)
      const mayChange = changeRight(ctx, entity)
      const known = found.map(
        (row) => kept.byId.get(row.id) ?? fromDatabase(rule, row, mayChange(row), waiting.has(row.id)),
      )
      if (rows.some(({ notes }) => notes.length > 0)) await loadNotes(ctx, entity, known)
      return recognised(rule, known, kept)
    },
    async loadNew(ctx, rows, inHand) {
      if (rule.claims.length > 0 || inHand.shares(rows)) return null
      return (await idsOf(ctx, rule, rows)).length === 0 ? recognised(rule, [], kept) : null
    },
  }
}

interface Kept {
  byKey: Map<string, Known[]>
  byId: Map<string, Known>
}

function ruleOf(entity: Entity, settings: ImportSettings, isCheck: boolean): Rule {
  const { onDuplicate } = settings
  const match = onDuplicate === 'create' ? [] : settings.match
  const unique = Object.keys(entity.fields).filter((name) => entity.fields[name]?.unique)
  const fed = [
    ...new Set([...Object.values(settings.columns), entity.title, 'description', ...basisNames]),
  ].filter((name) => name in entity.fields)
  const namesOwnKind = fed.some((name) => entity.fields[name]?.options.to === entity.name)
  const claims = namesOwnKind ? [entity.title] : []
  const called = namesOwnKind && entity.fields.externalId ? ['externalId'] : []
  return {
    entity,
    match,
    claims,
    keyFields: [...new Set([...match, ...unique, ...claims, ...called])],
    isCheck,
    changes: onDuplicate === 'updateEmpty' || onDuplicate === 'overwrite' || namesOwnKind,
    fed,
    exactPrints: onDuplicate === 'overwrite',
  }
}

function recognised(rule: Rule, loaded: Known[], kept: Kept): Recognised {
  const { entity, keyFields } = rule
  const byKey = new Map<string, Known[]>()
  const touched = new Set<Known>()
  const enter = (known: Known) => {
    for (const key of known.keys) if (key !== null) push(byKey, key, known)
  }
  for (const known of loaded) enter(known)
  /** The oldest that has this key now. */
  const holderOf = (
    field: string,
    values: Values,
    fits: (known: Known) => boolean = () => true,
  ): Known | null => {
    const index = keyFields.indexOf(field)
    const key = keyOf(entity, field, values[field])
    if (key === null || index < 0) return null
    let oldest: Known | null = null
    for (const list of [byKey.get(key), kept.byKey.get(key)])
      for (const known of list ?? [])
        if (known.keys[index] === key && fits(known) && (!oldest || isOlder(known, oldest))) oldest = known
    return oldest
  }
  return {
    find(values) {
      for (const field of rule.match) {
        const known = holderOf(field, values, ({ isVisible }) => isVisible)
        if (known) return known
      }
      return null
    },
    placeholder(values) {
      for (const field of rule.claims) {
        const known = holderOf(field, values, ({ isPlaceholder }) => isPlaceholder)
        if (known) return known
      }
      return null
    },
    holder: (field, values) => holderOf(field, values),
    named(text) {
      if (rule.claims.length === 0) return null
      return (
        holderOf('externalId', { externalId: text }, ({ isVisible }) => isVisible) ??
        holderOf(entity.title, { [entity.title]: text }, ({ isVisible }) => isVisible)
      )
    },
    add(draft, isPlaceholder) {
      const known = fromDraft(rule, draft, isPlaceholder)
      touched.add(known)
      enter(known)
      return known
    },
    change(known, changes) {
      touched.add(known)
      known.changes = { ...known.changes, ...changes }
      for (const [name, value] of Object.entries(changes)) {
        if (known.values) known.values[name] = value
        if (known.prints) known.prints[name] = printOf(value, rule.exactPrints)
        const index = keyFields.indexOf(name)
        if (index < 0) continue
        const key = keyOf(entity, name, value)
        known.keys[index] = key
        if (key !== null) push(byKey, key, known)
      }
    },
    shares: (rows) =>
      rows.some(({ values }) =>
        keyFields.some((name) => {
          const key = keyOf(entity, name, values[name])
          return key !== null && byKey.has(key)
        }),
      ),
    keep() {
      if (!rule.isCheck) return
      for (const known of touched) {
        for (const key of known.keys) if (key !== null) push(kept.byKey, key, known)
        if (known.stored) kept.byId.set(known.id, known)
        known.prints ??= printsOf(known.values ?? {}, rule.fed, rule.exactPrints)
        Object.assign(known, { values: null, stored: null, draft: null, changes: null })
      }
    },
  }
}

function push(map: Map<string, Known[]>, key: string, known: Known): void {
  const list = map.get(key)
  if (!list) map.set(key, [known])
  else if (!list.includes(known)) list.push(known)
}

function isOlder(one: Known, other: Known): boolean {
  return one.createdAt === other.createdAt ? one.id < other.id : one.createdAt < other.createdAt
}

function keysOf({ entity, keyFields }: Rule, values: Values): (string | null)[] {
  return keyFields.map((field) => keyOf(entity, field, values[field]))
}

/** Names compare without case and ё; addresses and foreign ids are normalised already. */
function keyOf(entity: Entity, field: string, value: unknown): string | null {
  if (typeof value !== 'string') return null
  return `${field}:${comparesFolded(entity, field) ? foldText(value) : value}`
}

function comparesFolded(entity: Entity, name: string): boolean {
  return name === entity.title || name === 'companyName' || entity.fields[name]?.unique === true
}

function fromDatabase(rule: Rule, row: Candidate, mayChange: boolean, isPlaceholder: boolean): Known {
  const { isVisible, ...stored } = row
  return {
    id: stored.id,
    createdAt: stored.createdAt as string,
    keys: keysOf(rule, stored),
    values: { ...stored },
    prints: null,
    stored: stored as StoredRecord,
    changes: null,
    draft: null,
    isVisible,
    mayChange,
    isPlaceholder,
    notes: null,
  }
}

function fromDraft(rule: Rule, draft: Draft, isPlaceholder: boolean): Known {
  return {
    id: draft.id,
    createdAt: draft.values.createdAt as string,
    keys: keysOf(rule, draft.values),
    values: draft.values,
    prints: null,
    stored: null,
    changes: null,
    draft,
    isVisible: true,
    mayChange: true,
    isPlaceholder,
    notes: null,
  }
}

interface Candidate extends StoredRecord {
  isVisible: boolean
}

/** Records that share a key with some row. What may be changed is locked before it is read. */
async function candidates(ctx: Ctx, rule: Rule, rows: readonly ReadRow[]): Promise<Candidate[]> {
  const { entity } = rule
  const ids = await idsOf(ctx, rule, rows)
  if (ids.length === 0) return []
  const lock = rule.changes && !rule.isCheck ? sql`for no key update` : sql``
  const { rows: stored } = await sql<Record<string, unknown> & { isVisible: boolean }>`
    select ${selectColumns(entity)}, ${reachableSql(ctx, entity, 't')} as "isVisible" from ${sql.table(entity.table)} t
    where t.id = any(${ids}::uuid[]) and ${isAlive(entity)} order by t.id ${lock}`.execute(ctx.tx)
  return stored.map((row) => ({ ...toRecord(entity, row), isVisible: row.isVisible }))
}

async function idsOf(ctx: Ctx, rule: Rule, rows: readonly ReadRow[]): Promise<string[]> {
  const { entity } = rule
  const conditions = rule.keyFields.flatMap((name) => conditionOn(rule, name, rows))
  if (conditions.length === 0) return []
  const { rows: found } = await sql<{ id: string }>`${sql.join(
    conditions.map(
      (condition) =>
        sql`select t.id from ${sql.table(entity.table)} t where ${condition} and ${isAlive(entity)}`,
    ),
    sql` union all `,
  )}`.execute(ctx.tx)
  return [...new Set(found.map(({ id }) => id))]
}

const isAlive = ({ softDelete }: Entity) => (softDelete ? sql`t.deleted_at is null` : sql`true`)

function conditionOn(
  { entity, claims }: Rule,
  name: string,
  rows: readonly ReadRow[],
): RawBuilder<unknown>[] {
  const field = entity.fields[name]
  const texts = new Set<string>()
  for (const { values, refs } of rows) {
    if (typeof values[name] === 'string') texts.add(values[name])
    if (claims.length > 0 && (name === entity.title || name === 'externalId'))
      for (const ref of refs) if (entity.fields[ref.field]?.options.to === entity.name) texts.add(ref.text)
  }
  if (!field || texts.size === 0) return []
  const column = sql.ref(`t.${columnOf(name, field)}`)
  if (!comparesFolded(entity, name)) return [sql`${column} = any(${[...texts]}::text[])`]
  return [sql`onward.fold(${column}) = any(${[...new Set([...texts].map(foldText))]}::text[])`]
}

/** Records this import has made because a row named them, and that no row has told of yet. */
async function placeholdersOf(ctx: Ctx, importId: string): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select record_id as id from import_rows where import_id = ${importId} and row_number < 0`.execute(ctx.tx)
  return new Set(rows.map(({ id }) => id))
}

/** Whether the actor may change a record, by its owner. */
function changeRight(ctx: Ctx, { rightsObject, ownerField }: Entity): (record: StoredRecord) => boolean {
  const scope = scopeOf(ctx.actor, rightsObject, 'update')
  return (record) =>
    ownerField ? isWithin(scope, ctx.actor, record[ownerField] as string | null) : scope !== 'no'
}

async function loadNotes(ctx: Ctx, entity: Entity, known: Known[]): Promise<void> {
  const asked = new Map(known.filter(({ notes }) => notes === null).map((one) => [one.id, one]))
  if (asked.size === 0) return
  const column = sql.ref(`${entity.name}_id`)
  const { rows } = await sql<{ id: string; text: string }>`
    select ${column} as id, text from notes where ${column} = any(${[...asked.keys()]}::uuid[]) and deleted_at is null`.execute(
    ctx.tx,
  )
  for (const one of asked.values()) one.notes = new Set()
  for (const { id, text } of rows) asked.get(id)?.notes?.add(printOf(text, true))
}
