import { type RawBuilder, sql } from 'kysely'
import { scopeOf } from '../../kernel/access/rights.ts'
import { search } from '../../kernel/commands/records.ts'
import { columnOf, type Entity } from '../../kernel/entities/entity.ts'
import type { Ctx } from '../context.ts'
import { answer } from '../registry.ts'
import { visibleSql } from './access.ts'
import { notDeleted } from './read.ts'
import { literal, searchSql } from './search.ts'

interface Hit {
  entity: string
  id: string
  title: string
  subtitle: string | null
  rank: number
}

/** Fields shown under the title of a hit, the first that is filled. */
const subtitleFields = ['companyName', 'email', 'phone', 'city', 'jobTitle', 'industry']

/** Answers GET /search over every entity with search fields the actor may read. */
export const searchAnswer = answer(search, async (ctx, { q, limit }) => {
  const entities = ctx.registry.entities.filter(
    (entity) =>
      Object.values(entity.fields).some((field) => field.search) &&
      scopeOf(ctx.actor, entity.rightsObject, 'read') !== 'no',
  )
  if (entities.length === 0) return { items: [] }
  const parts = entities.map((entity) => sql`(${hitsOf(ctx, entity, q, limit)})`)
  const { rows } = await sql<Hit>`
    select * from (${sql.join(parts, sql` union all `)}) hits order by rank desc, title limit ${limit}`.execute(
    ctx.tx,
  )
  return { items: rows.map(({ entity, id, title, subtitle }) => ({ entity, id, title, subtitle })) }
})

/** How many are ranked of those whose title begins with the words, and of those that contain them somewhere. */
const mostBeginning = 50
const mostContaining = 300

/**
 * A title that begins with the words ranks above one that contains them, which ranks above other fields. Only so many
 * are ranked as an index gives at once: two letters are in every tenth name.
 */
function hitsOf(ctx: Ctx, entity: Entity, q: string, limit: number) {
  const title = sql.ref(`t.${columnOf(entity.title, entity.fields[entity.title]!)}`)
  const present = subtitleFields
    .filter((name) => entity.fields[name])
    .map((name) => sql.ref(`t.${columnOf(name, entity.fields[name]!)}`))
  const subtitle = present.length > 0 ? sql`coalesce(${sql.join(present)})` : sql`null::text`
  const begins = sql`onward.fold(${title}) like onward.fold(${`${literal(q)}%`})`
  const found = (condition: RawBuilder<unknown>, most: number) => sql`
    (select t.id from ${sql.table(entity.table)} t
     where ${condition} and ${notDeleted(entity)} and ${visibleSql(ctx, entity)} limit ${most})`
  return sql`
    select ${entity.name}::text as entity, t.id, ${title} as title, ${subtitle} as subtitle,
      case when ${begins} then 2.0
           when onward.fold(${title}) like onward.fold(${`%${literal(q)}%`}) then 1.0 else 0.0 end
        + similarity(onward.fold(${title}), onward.fold(${q})) as rank
    from ${sql.table(entity.table)} t
    where t.id in (${found(begins, mostBeginning)} union all ${found(searchSql(entity, q), mostContaining)})
    order by rank desc limit ${limit}`
}
