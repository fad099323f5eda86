import { type RawBuilder, sql } from 'kysely'

/**
 * Condition over `t.search_text`: every word of the query is somewhere in it, in any order. What looks like a
 * phone number is compared by its digits, with a Russian trunk 8 or a missing country code forgiven.
 * Backed by the trigram index on `search_text`.
 */
export function searchSql(query: string, alias = 't'): RawBuilder<boolean> {
  const column = sql.ref(`${alias}.search_text`)
  const patterns = patternsOf(query)
  return sql<boolean>`(${sql.join(
    patterns.map((pattern) => sql`${column} like onward.fold(${pattern})`),
    sql` and `,
  )})`
}

/** LIKE patterns of a query; exported for the search over several tables. */
export function patternsOf(query: string): string[] {
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
