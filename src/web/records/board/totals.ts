import type { BoardColumn, Sum } from './board-cache.ts'

/** What the columns are worth by currency, and what of it the probabilities of their stages promise. */
export function totalsOf(columns: readonly Pick<BoardColumn, 'stage' | 'sums'>[]): {
  sums: Sum[]
  weighted: Sum[]
} {
  const sums = new Map<string | null, number>()
  const weighted = new Map<string | null, number>()
  for (const { stage, sums: own } of columns) {
    for (const { amount, currency } of own) {
      sums.set(currency, (sums.get(currency) ?? 0) + amount)
      weighted.set(currency, (weighted.get(currency) ?? 0) + (amount * (stage?.probability ?? 0)) / 100)
    }
  }
  const listed = (totals: Map<string | null, number>) =>
    [...totals].map(([currency, amount]) => ({ currency, amount: Math.round(amount) }))
  return { sums: listed(sums), weighted: listed(weighted) }
}
