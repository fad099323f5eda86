import { sql } from 'kysely'
import { type Entity, isOrderable } from '../../kernel/entities/entity.ts'
import { longestRank, rankBetween, ranksBetween } from '../../kernel/text/rank.ts'
import type { Ctx } from '../context.ts'
import { visibleSql } from './access.ts'
import { rankSql } from './hand-rank.ts'
import { lockRecord, notDeleted } from './read.ts'
import { refuse } from './summed.ts'

/** A record that takes its place right before or right after another one. */
export interface Placing {
  id: string
  side: 'before' | 'after'
  beside: string
}

interface Placed {
  id: string
  rank: string
}

/** So many records on each side are spread anew where there is no room between two; ever more until there is. */
const leastSpread = 40
const mostSpread = 2560
/** Ranks of so many signs leave room for dozens of moves between them. */
const roomy = longestRank - 16

/**
 * Puts a record beside another one in the order made by hand, which is one for all records of a noun. It is no change
 * of the record: its version, its date of change and its history stay as they are.
 */
export async function placeRecord(ctx: Ctx, entity: Entity, placing: Placing): Promise<void> {
  const { id, side, beside } = placing
  if (!isOrderable(entity)) refuse('entity', 'value.not-found')
  await lockRecord(ctx, entity, id, 'update')
  // One after another: two who see the same gap are not given the same place in it.
  await sql`
    select pg_advisory_xact_lock(hashtextextended(current_schema() || ${` order of ${entity.name}`}, 0))`.execute(
    ctx.tx,
  )
  const anchor = await anchorOf(ctx, entity, beside)
  if (id === beside) return
  const [next] = await following(ctx, entity, { from: anchor, side, not: id, limit: 1 })
  const rank =
    side === 'after'
      ? rankBetween(anchor.rank, next?.rank ?? null)
      : rankBetween(next?.rank ?? null, anchor.rank)
  if (rank === null) await spread(ctx, entity, placing, anchor)
  else await writeRanks(ctx, entity, [{ id, rank }])
  ctx.placed.push({ entity: entity.name, id })
}

async function anchorOf(ctx: Ctx, entity: Entity, id: string): Promise<Placed> {
  const { rows } = await sql<Placed>`
    select t.id, ${rankSql('t')} as rank from ${sql.table(entity.table)} t
    where t.id = ${id} and ${notDeleted(entity)} and ${visibleSql(ctx, entity)}`.execute(ctx.tx)
  return rows[0] ?? refuse('beside', 'value.not-found')
}

interface Walk {
  from: Placed
  side: Placing['side']
  not: string
  limit: number
}

/** The records next to one, whoever may see them: only their ranks are made use of. */
async function following(ctx: Ctx, entity: Entity, { from, side, not, limit }: Walk): Promise<Placed[]> {
  const rank = rankSql('t')
  const [sign, way] = side === 'after' ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`]
  const { rows } = await sql<Placed>`
    select t.id, ${rank} as rank from ${sql.table(entity.table)} t
    where (${rank}, t.id) ${sign} (${from.rank}, ${from.id}::uuid) and t.id <> ${not} and ${notDeleted(entity)}
    order by ${rank} ${way}, t.id ${way} limit ${limit}`.execute(ctx.tx)
  return rows
}

/** Makes room: the records around the place are given ranks of their own anew, in the order they stand in. */
async function spread(ctx: Ctx, entity: Entity, { id, side }: Placing, anchor: Placed): Promise<void> {
  for (let reach = leastSpread; reach <= mostSpread; reach *= 4) {
    const walk = { from: anchor, not: id, limit: reach + 1 }
    const before = (await following(ctx, entity, { ...walk, side: 'before' })).reverse()
    const after = await following(ctx, entity, { ...walk, side: 'after' })
    const low = before.length > reach ? before.shift()!.rank : null
    const high = after.length > reach ? after.pop()!.rank : null
    const around = side === 'after' ? [anchor.id, id] : [id, anchor.id]
    const order = [...before.map((one) => one.id), ...around, ...after.map((one) => one.id)]
    const ranks = ranksBetween(low, high, order.length)
    // Room for a move or two only would be used up at once.
    const isRoomy = ranks?.every(({ length }) => length <= roomy) || reach === mostSpread
    if (!ranks || !isRoomy) continue
    return writeRanks(
      ctx,
      entity,
      order.map((one, at) => ({ id: one, rank: ranks[at]! })),
    )
  }
  throw new Error(`no room in the order of ${entity.name} around ${anchor.id}`)
}

async function writeRanks(ctx: Ctx, entity: Entity, placed: readonly Placed[]): Promise<void> {
  await sql`
    update ${sql.table(entity.table)} t set hand_rank = given.rank
    from (select unnest(${placed.map(({ id }) => id)}::uuid[]) as id, unnest(${placed.map(({ rank }) => rank)}::text[]) as rank) given
    where t.id = given.id`.execute(ctx.tx)
}
