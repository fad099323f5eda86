import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Report } from './run.ts'

/** Over its bare statements by at most this factor, and with at most so many of them. */
interface Limit {
  ratio: number
  statements: number
}

/** Compares ratios and counts, never times, with bench/budget.json; tells what is over and whether anything is. */
export async function overBudget({ results }: Report): Promise<boolean> {
  const file = join(import.meta.dirname, 'budget.json')
  const budget = JSON.parse(await readFile(file, 'utf8')) as Record<string, Limit>
  const over = results.flatMap(({ name, ratio, cost }) => {
    const limit = budget[name]
    if (ratio === null || cost === null) return []
    if (!limit) return [`${name}: has no line in bench/budget.json`]
    return [
      ...(ratio > limit.ratio ? [`${name}: ratio ${ratio.toFixed(1)}, allowed ${limit.ratio}`] : []),
      ...(cost.statements > limit.statements
        ? [`${name}: ${cost.statements} statements, allowed ${limit.statements}`]
        : []),
    ]
  })
  for (const line of over) console.error(`over budget: ${line}`)
  return over.length > 0
}
