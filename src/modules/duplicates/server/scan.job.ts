import { setImmediate } from 'node:timers/promises'
import { Failure } from '../../../kernel/errors/errors.ts'
import { blockKeys } from '../../../kernel/matching/block-keys.ts'
import {
  countWords,
  judge,
  type MatchModel,
  type PreparedRecord,
  prepareRecord,
} from '../../../kernel/matching/model.ts'
import type { Ctx } from '../../../server/context.ts'
import type { JobHandler } from '../../../server/registry.ts'
import { comparedKinds, comparisonsOf, isWeighed } from '../rules.ts'
import { knowledgeOf, type StoredWords } from './duplicates.queries.ts'
import { dropUnseen, type FoundPair, savePairs } from './queue.queries.ts'
import {
  blocksAfter,
  clearKeys,
  estimateCount,
  indexKeys,
  insertKeys,
  lockScan,
  recordsAfter,
  recordsOf,
  type ScanRow,
  sampleRecords,
  saveScan,
  saveWords,
} from './scan.queries.ts'

/** Records whose keys are written, and keys whose records are compared, in one transaction. */
const batch = { records: 5000, blocks: 3000 }
/** More records than this under one key are not compared: the work grows with its square and the key tells nothing. */
const largestBlock = 40
/** Values whose words are counted, and words that are remembered. */
const sample = { records: 20_000, words: 1000 }
/** Pairs compared before others that wait for this process have their turn. */
const turn = 500

/**
 * Searches all records for duplicates, kind by kind: first every record is entered under the keys it may be met by, then
 * the records under each key are compared. A batch and the place it has come to are one transaction, so after a kill the
 * next try goes on where this one stopped.
 */
export const scanJob: JobHandler = {
  name: 'duplicates.scan',
  async run({ payload, ctx: job }) {
    const { id } = payload as { id: string }
    try {
      let goesOn = true
      while (goesOn) {
        job.signal.throwIfAborted()
        goesOn = await job.act(null, async (ctx) => {
          const isLeft = await scanOn(ctx, id)
          await job.progressed(ctx)
          return isLeft
        })
      }
    } catch (error) {
      if (job.signal.aborted || (error instanceof Failure && error.code === 'server.unavailable')) throw error
      const { code, params } = error instanceof Failure ? error : new Failure('server.unexpected')
      await job.act(null, async (ctx) => {
        const row = await lockScan(ctx, id)
        if (row?.status === 'running')
          await saveScan(ctx, { ...row, status: 'failed', failure: { code, params }, finishedAt: ctx.now })
      })
      if (!(error instanceof Failure)) throw error
    }
  },
}

/** One batch; false when there is nothing left or the scan was cancelled. */
async function scanOn(ctx: Ctx, id: string): Promise<boolean> {
  const row = await lockScan(ctx, id)
  if (row?.status !== 'running') return false
  const next = row.phase === 'keys' ? await enterKeys(ctx, row) : await comparePairs(ctx, row)
  await saveScan(ctx, next)
  return next.status === 'running'
}

async function enterKeys(ctx: Ctx, row: ScanRow): Promise<ScanRow> {
  const entity = ctx.registry.catalog.entity(row.entity)
  const comparisons = comparisonsOf(row.entity)
  if (row.position === null) {
    await clearKeys(ctx)
    await countSample(ctx, row)
    row = { ...row, total: await estimateCount(ctx, entity), done: 0 }
  }
  const records = await recordsAfter(ctx, entity, row.position, batch.records)
  const keys = records.flatMap(({ id, values }) =>
    blockKeys(comparisons, prepareRecord(comparisons, values)).map((key) => ({ key: hashOf(key), id })),
  )
  await insertKeys(ctx, keys)
  const done = row.done + records.length
  if (records.length === batch.records) return { ...row, done, position: records.at(-1)!.id }
  await indexKeys(ctx)
  return { ...row, phase: 'pairs', position: null, done: 0, total: keySpace }
}

/** How common the words are, told by some records of the kind. */
async function countSample(ctx: Ctx, { entity: kind }: ScanRow): Promise<void> {
  const comparisons = comparisonsOf(kind)
  const rows = await sampleRecords(ctx, ctx.registry.catalog.entity(kind), sample.records)
  const records = rows.map(({ values }) => prepareRecord(comparisons, values))
  const words: StoredWords = {}
  comparisons.forEach((comparison, index) => {
    if (!isWeighed(comparison)) return
    const { counts, of } = countWords(records, index)
    const common = [...counts].filter(([, count]) => count > 1).sort(([, one], [, other]) => other - one)
    words[comparison.field] = { of, counts: Object.fromEntries(common.slice(0, sample.words)) }
  })
  // Of a handful of records nothing can be said about what is common.
  await saveWords(
    ctx,
    kind,
    records.length < 100 ? {} : words,
    await estimateCount(ctx, ctx.registry.catalog.entity(kind)),
  )
}

async function comparePairs(ctx: Ctx, row: ScanRow): Promise<ScanRow> {
  const entity = ctx.registry.catalog.entity(row.entity)
  const comparisons = comparisonsOf(row.entity)
  const blocks = await blocksAfter(ctx, row.position, { largest: largestBlock, limit: batch.blocks })
  const { thresholds, modelOf } = await knowledgeOf(ctx, [row.entity])
  const ids = [...new Set(blocks.flatMap(({ ids }) => ids))]
  const records = new Map(
    (await recordsOf(ctx, entity, ids)).map(({ id, values }) => [id, prepareRecord(comparisons, values)]),
  )
  const { pairs, compared } = await likelyPairs(
    modelOf(row.entity),
    records,
    blocks.map(({ ids }) => ids),
    thresholds.reviewFrom / 100,
  )
  const found = row.found + (await savePairs(ctx, row.entity, pairs))
  const at = { ...row, found, compared: row.compared + compared }
  const last = blocks.at(-1)
  if (last && blocks.length === batch.blocks)
    return { ...at, position: last.key, done: Number(BigInt(last.key) >> 23n) }
  await dropUnseen(ctx, row.entity, row.startedAt)
  const next = comparedKinds[comparedKinds.indexOf(row.entity) + 1]
  if (next) return { ...at, entity: next, phase: 'keys', position: null, done: 0, total: 0 }
  await clearKeys(ctx)
  return { ...at, status: 'done', position: null, finishedAt: ctx.now }
}

async function likelyPairs(
  model: MatchModel,
  records: ReadonlyMap<string, PreparedRecord>,
  blocks: readonly (readonly string[])[],
  from: number,
): Promise<{ pairs: FoundPair[]; compared: number }> {
  const seen = new Set<string>()
  const pairs: FoundPair[] = []
  for (const block of blocks)
    for (const [index, one] of block.entries())
      for (const other of block.slice(index + 1)) {
        const [a, b] = one < other ? [one, other] : [other, one]
        const [left, right] = [records.get(a), records.get(b)]
        if (!left || !right || a === b || seen.has(a + b)) continue
        seen.add(a + b)
        if (seen.size % turn === 0) await setImmediate()
        const { score, reasons } = judge(model, left, right)
        if (score >= from) pairs.push({ a, b, score, reasons })
      }
  return { pairs, compared: seen.size }
}

/** Keys are spread evenly over 53 bits; the progress through them is told in 30. */
const keySpace = 2 ** 30

/** 53 bits of a text (cyrb53): few enough for a number, many enough that two keys hardly ever fall together. */
function hashOf(text: string): number {
  let [a, b] = [0xdeadbeef, 0x41c6ce57]
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return 4294967296 * (2097151 & b) + (a >>> 0)
}
