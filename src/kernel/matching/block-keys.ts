import type { Comparison, PreparedRecord } from './model.ts'
import { skeletonOf } from './romanise.ts'

/**
 * Keys under which a record is looked for: two records are compared when they share one. Each key forgives something
 * else, so that a pair written carelessly in one respect meets by another (multi-pass blocking, Hernández and Stolfo, 1995).
 */
export function blockKeys(comparisons: readonly Comparison[], record: PreparedRecord): string[] {
  const keys = new Set<string>()
  const words: { prefix: string; key: string }[] = []
  const places: string[] = []
  comparisons.forEach(({ kind, field }, index) => {
    const value = record[index]
    if (!value) return
    switch (kind) {
      case 'phone':
      case 'idNumber':
      case 'date':
      case 'site':
      case 'email':
        keys.add(`${field}:${value[0]}`)
        break
      case 'personName':
      case 'companyName': {
        const skeletons = value.map(skeletonOf)
        if (kind === 'companyName' || value.length > 1)
          keys.add(`${field}:${[...skeletons].sort().join(' ')}`)
        for (const key of skeletons) if (key.length > 1) words.push({ prefix: field, key })
        break
      }
      case 'title':
        // Common words make blocks too large to be looked at; a title is found by its rare ones.
        for (const word of value) if (word.length > 3) keys.add(`${field}:${word}`)
        break
      case 'words':
        keys.add(`${field}:${value.map(skeletonOf).sort().join(' ').slice(0, 60)}`)
        break
      case 'city':
      case 'code':
      case 'reference':
        places.push(`${field}:${value[0]}`)
        break
      case 'people':
      case 'year':
        break
    }
  })
  for (const { prefix, key } of words) for (const place of places) keys.add(`${prefix}+${key}+${place}`)
  return [...keys]
}
