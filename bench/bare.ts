import { createHash } from 'node:crypto'
import type pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { measure, type Times } from './measure.ts'
import type { Statement } from './server-process.ts'

/** What one request does in the database. */
export interface Traced {
  /** When it was made; ids as young as that are its own. */
  at: number
  statements: Statement[]
  /** Ids in these statements that stand for the record the request was about. */
  slots: string[]
}

export interface Cost {
  statements: number
  /** Rows that scans have looked at, by EXPLAIN ANALYZE, those thrown away by a filter among them. */
  rowsRead: number
  /** Pages read from memory or disk. */
  pages: number
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g

/**
 * The same statements through the driver alone, in one transaction and with kept plans as the app runs them. Where a request writes, every
 * run is about another record (`slots`) and makes new ids.
 */
export async function measureBare(
  client: pg.Client,
  traced: readonly Traced[],
  slotsOf: (n: number) => string[],
  count: number,
): Promise<Times> {
  return measure(count, 1, async (n) => {
    const { statements, ...request } = traced[n % traced.length]!
    const renew = renewing(request, slotsOf(n))
    await client.query('begin')
    try {
      for (const { sql: text, parameters, isPrepared } of statements) {
        const name = isPrepared ? createHash('sha256').update(text).digest('base64url') : undefined
        await client.query({ text, values: parameters.map(renew), name })
      }
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      throw error
    }
  })
}

/** What the statements of one request cost the database; nothing of it stays. */
export async function costOf(
  client: pg.Client,
  { statements, ...request }: Traced,
  fresh: string[],
): Promise<Cost> {
  const renew = renewing(request, fresh)
  const cost: Cost = { statements: statements.length, rowsRead: 0, pages: 0 }
  await client.query('begin')
  try {
    for (const { sql, parameters } of statements) {
      if (!isPlanned({ sql })) {
        await client.query(sql, parameters.map(renew))
        continue
      }
      const { rows } = await client.query(
        `explain (analyze, buffers, timing off, format json) ${sql}`,
        parameters.map(renew),
      )
      const plan = rows[0]['QUERY PLAN'][0].Plan as Plan
      cost.rowsRead += rowsReadBy(plan)
      cost.pages += (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0)
    }
  } finally {
    await client.query('rollback')
  }
  return cost
}

const isPlanned = ({ sql }: Pick<Statement, 'sql'>) => /^\s*(select|insert|update|delete|with)/i.test(sql)

/** Plans of the statements of one request, to see where its time goes. */
export async function plansOf(client: pg.Client, { statements }: Traced): Promise<string> {
  const told: string[] = []
  await client.query('begin')
  try {
    for (const { sql, parameters } of statements.filter(isPlanned)) {
      const { rows } = await client.query(`explain (analyze, buffers) ${sql}`, parameters)
      told.push(`${sql.trim()}\n\n${rows.map((row) => row['QUERY PLAN']).join('\n')}`)
    }
  } finally {
    await client.query('rollback')
  }
  return told.join('\n\n')
}

/** Puts ids of another record, and new ones for what the request itself has made, in the place of those traced. */
function renewing(
  { slots, at }: Pick<Traced, 'slots' | 'at'>,
  others: string[],
): (value: unknown) => unknown {
  const renewed = new Map(slots.map((slot, index) => [slot, others[index] ?? slot]))
  const renew = (id: string): string => {
    const known = renewed.get(id)
    if (known) return known
    const madeAt = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
    const other = madeAt >= at ? uuidv7() : id
    renewed.set(id, other)
    return other
  }
  return function deep(value: unknown): unknown {
    if (typeof value === 'string') return value.replace(uuid, renew)
    return Array.isArray(value) ? value.map(deep) : value
  }
}

interface Plan {
  'Node Type': string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  'Shared Hit Blocks'?: number
  'Shared Read Blocks'?: number
  Plans?: Plan[]
}

function rowsReadBy(plan: Plan): number {
  const below = (plan.Plans ?? []).reduce((sum, one) => sum + rowsReadBy(one), 0)
  if (!plan['Node Type'].includes('Scan') || plan['Node Type'] === 'CTE Scan') return below
  const removed = (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0)
  return below + Math.round((plan['Actual Rows'] + removed) * plan['Actual Loops'])
}
