import { type RawBuilder, sql } from 'kysely'
import type { Repeat } from '../../../kernel/commands/next-time.ts'
import { columnOf, type Entity } from '../../../kernel/entities/entity.ts'
import { expectedModel, type MatchModel, type WordFrequencies } from '../../../kernel/matching/model.ts'
import type { Ctx } from '../../../server/context.ts'
import { prepared } from '../../../server/db/prepared.ts'
import { reachableSql } from '../../../server/records/access.ts'
import { type StoredRecord, selectColumns, toRecord } from '../../../server/records/rows.ts'
import type { ComparedKind } from '../rules.ts'
import { comparisonsOf, defaultScanEvery, defaultThresholds, isWeighed, priorAmong } from '../rules.ts'

/** In percent. */
export interface Thresholds {
  reviewFrom: number
  refuseFrom: number
}

/** Everything a workspace has said about duplicates. */
export interface DuplicateSettings extends Thresholds {
  /** Null: all records are searched only when somebody asks for it. */
  scanEvery: Repeat | null
}

export async function settingsOf({ tx }: Pick<Ctx, 'tx'>): Promise<DuplicateSettings> {
  const { rows } = await sql<DuplicateSettings>`
    select review_from as "reviewFrom", refuse_from as "refuseFrom", scan_every as "scanEvery"
    from duplicate_settings`.execute(tx)
  return rows[0] ?? { ...defaultThresholds, scanEvery: defaultScanEvery }
}

export async function saveSettings(
  ctx: Ctx,
  { reviewFrom, refuseFrom, scanEvery }: DuplicateSettings,
): Promise<void> {
  await sql`
    insert into duplicate_settings (review_from, refuse_from, scan_every) values (${reviewFrom}, ${refuseFrom}, ${scanEvery})
    on conflict (is_set) do update
      set review_from = excluded.review_from, refuse_from = excluded.refuse_from, scan_every = excluded.scan_every`.execute(
    ctx.tx,
  )
}

/** What records are judged by: the thresholds, and a model that knows how large the base is and which words are common. */
export async function knowledgeOf(
  ctx: Ctx,
  kinds: readonly ComparedKind[],
): Promise<{ thresholds: Thresholds; modelOf(kind: ComparedKind): MatchModel }> {
  const { rows } = await sql<
    Partial<Thresholds> & { entity: ComparedKind | null; records: number; frequencies: StoredWords }
  >`
    select s.review_from as "reviewFrom", s.refuse_from as "refuseFrom", w.entity, w.records::float8 as records, w.frequencies
    from (select) one left join duplicate_settings s on true
    left join duplicate_words w on w.entity = any(${[...kinds]}::text[])`.execute(ctx.tx)
  const [{ reviewFrom, refuseFrom } = {}] = rows
  return {
    thresholds: {
      reviewFrom: reviewFrom ?? defaultThresholds.reviewFrom,
      refuseFrom: refuseFrom ?? defaultThresholds.refuseFrom,
    },
    modelOf(kind) {
      const known = rows.find(({ entity }) => entity === kind)
      const frequencies = known && frequenciesOf(kind, known.frequencies)
      return expectedModel(comparisonsOf(kind), frequencies, priorAmong(known?.records ?? 0))
    },
  }
}

/** By field: how many values were looked at, and the words that stood in more than one. */
export type StoredWords = Record<string, { of: number; counts: Record<string, number> }>

function frequenciesOf(kind: ComparedKind, stored: StoredWords): MatchModel['frequencies'] {
  return comparisonsOf(kind).map((comparison): WordFrequencies | null => {
    const known = isWeighed(comparison) ? stored[comparison.field] : undefined
    return known ? { of: known.of, counts: new Map(Object.entries(known.counts)) } : null
  })
}

/** As many records as are looked at for one new one, by each way of meeting it. */
const mostByKey = 40

/**
 * Records that share an address, a number or the sound of the name, each found by its own index, as far as the actor
 * may see them.
 */
export async function likelyRecords(
  ctx: Ctx,
  entity: Entity,
  { exact, nameKeys }: { exact: Readonly<Record<string, string>>; nameKeys: readonly string[] },
): Promise<StoredRecord[]> {
  const table = sql.table(entity.table)
  const alive = aliveSql(entity, 'k')
  const ways: RawBuilder<unknown>[] = Object.entries(exact).flatMap(([name, value]) => {
    const field = entity.fields[name]
    return field
      ? [
          sql`(select k.id from ${table} k where ${sql.ref(`k.${columnOf(name, field)}`)} = ${value} and ${alive} limit ${mostByKey})`,
        ]
      : []
  })
  if (nameKeys.length > 0)
    ways.push(sql`(select k.id from search_entries s join ${table} k on k.id = s.record_id
      where s.name_key = any(${[...nameKeys]}::text[]) and s.entity = ${entity.name} and ${alive} limit ${mostByKey})`)
  if (ways.length === 0) return []
  // Whatever is looked for, each way is one index; planning it anew took longer than running it.
  const { rows } = await prepared(
    sql<Record<string, unknown>>`
    select ${selectColumns(entity)} from ${table} t
    where t.id in (${sql.join(ways, sql` union all `)}) and ${reachableSql(ctx, entity, 't')}`,
    ctx.tx,
  )
  return rows.map((row) => toRecord(entity, row))
}

/** What is compared at all: a lead that was won or lost is history, somebody asking again is none of it. */
export function aliveSql(entity: Entity, alias: string): RawBuilder<boolean> {
  const alive = sql<boolean>`${sql.ref(`${alias}.deleted_at`)} is null`
  return entity.worked ? sql<boolean>`${alive} and ${sql.ref(`${alias}.status`)} = 'open'` : alive
}
