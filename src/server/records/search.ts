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
 * Backed by the trigram index on `search_text`, which cannot find one or two letters in the middle of a word: so few
 * are looked for where words begin.
 */
export function searchSql(entity: Entity, query: string): RawBuilder<boolean> {
  const column = searchedText(entity)
  const has = (pattern: string) => sql`${column} like onward.fold(${pattern})`
  const conditions = wordsOf(query).map((word) =>
    word.length > 2
      ? has(`%${literal(word)}%`)
      : sql`(${has(`${literal(word)}%`)} or ${has(`% ${literal(word)}%`)})`,
  )
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`
}

/** A text in a LIKE pattern, standing for itself. */
export const literal = (text: string) => text.replace(/[\\%_]/g, '\\$&')

function wordsOf(query: string): string[] {
  const digits = phoneDigits(query)
  return digits ? [digits] : query.trim().split(/\s+/).slice(0, 8)
}

function phoneDigits(query: string): string | null {
  if (!/^[\d\s()+.-]{4,}$/.test(query.trim())) return null
  const digits = query.replace(/\D/g, '')
  if (digits.length < 4) return null
  return digits.length === 11 && /^[78]/.test(digits) ? digits.slice(1) : digits
}
