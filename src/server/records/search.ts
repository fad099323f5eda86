import { type RawBuilder, sql } from 'kysely'
import { columnOf, type Entity } from '../../kernel/entities/entity.ts'

/** What of a record is searched: its search fields, or its title where it has none. */
function searchedText(entity: Entity): RawBuilder<string> {
  const hasIndex = Object.values(entity.fields).some(({ search }) => search)
  if (hasIndex) return sql<string>`${sql.ref('t.search_text')}`
  return sql<string>`onward.fold(${sql.ref(`t.${columnOf(entity.title, entity.fields[entity.title]!)}`)})`
}

/**
 * Condition over the searched text of `t`: every word of the query is somewhere in it, in any order. What looks like a
 * phone number is compared by its digits, with a Russian trunk 8 or a missing country code forgiven.
 * Backed by the trigram index on `search_text`.
 */
export function searchSql(entity: Entity, query: string): RawBuilder<boolean> {
  const column = searchedText(entity)
  const patterns = patternsOf(query)
  return sql<boolean>`(${sql.join(
    patterns.map((pattern) => sql`${column} like onward.fold(${pattern})`),
    sql` and `,
  )})`
}

/** LIKE patterns of a query. */
function patternsOf(query: string): string[] {
  const digits = phoneDigits(query)
  if (digits) return [`%${digits}%`]
  return query
    .trim()
    .split(/\s+/)
    .slice(0, 8)
    .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
}

function phoneDigits(query: string): string | null {
  if (!/^[\d\s()+.-]{4,}$/.test(query.trim())) return null
  const digits = query.replace(/\D/g, '')
  if (digits.length < 4) return null
  return digits.length === 11 && /^[78]/.test(digits) ? digits.slice(1) : digits
}
