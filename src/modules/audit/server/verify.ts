import type { Tx } from '../../../server/db/database.ts'
import type { Anchor, Flaw } from '../audit.commands.ts'
import {
  type Block,
  beginning,
  blocksAfter,
  countSealed,
  findBlock,
  hashedAnew,
  lastBlock,
  type Place,
  strayCount,
} from './chain.queries.ts'

/** Blocks looked at in one go: a hundred thousand events, about a second. */
const blocksAtOnce = 100

/** How far the chain has been found whole. */
export interface Verdict {
  /** The last block looked at. */
  block: number
  /** Events looked at this time. */
  entries: number
  /** Looked at to the end. */
  isDone: boolean
  /** The first thing that is wrong, by block; null: all is as it was sealed. */
  broken: { block: number; what: Flaw; from: string | null; until: string | null } | null
}

/**
 * Hashes the blocks behind one anew and compares: with the events, with one another and, at the end, with a seal that
 * was written down elsewhere. Only the latter shows that the end was cut off or the whole chain made anew.
 */
export async function verifyChain(tx: Tx, after: number, anchor: Anchor | null): Promise<Verdict> {
  let before: Pick<Block, 'n' | 'end' | 'hash'> & { at: string | null } = { ...beginning, n: 0, at: null }
  if (after > 0) {
    const known = await findBlock(tx, after)
    if (!known) return broken(after, 'missing', null, null)
    before = known
  }
  const blocks = await blocksAfter(tx, after, blocksAtOnce)
  let entries = 0
  for (const block of blocks) {
    const what = await flawOf(tx, before, block)
    if (what) return broken(before.n + 1, what, before.at, block.at, entries)
    entries += block.count
    before = block
  }
  const isDone = blocks.length < blocksAtOnce
  const flaw = isDone ? await flawOfWhole(tx, before, anchor) : null
  return flaw ?? { block: before.n, entries, isDone, broken: null }
}

function broken(block: number, what: Flaw, from: string | null, until: string | null, entries = 0): Verdict {
  return { block, entries, isDone: true, broken: { block, what, from, until } }
}

async function flawOf(
  tx: Tx,
  before: { n: number; end: Place; hash: string },
  block: Block,
): Promise<Flaw | null> {
  if (block.n !== before.n + 1) return 'missing'
  if (!block.isWhole || block.previous !== before.hash) return 'seal'
  const found = await hashedAnew(tx, before.end, block.end)
  if (found.count < block.count) return 'deleted'
  if (found.count > block.count) return 'inserted'
  if (found.root !== block.root) return 'changed'
  return found.hidden > 0 ? 'hidden' : null
}

async function flawOfWhole(
  tx: Tx,
  last: { n: number; end: Place; at: string | null },
  anchor: Anchor | null,
): Promise<Verdict | null> {
  // When events with a transaction are sealed, all without one have been.
  if (last.end.xid !== null && (await strayCount(tx)) !== 0) return broken(1, 'inserted', null, null)
  if (!anchor) return null
  const named = await findBlock(tx, anchor.block)
  if (!named) return broken(last.n + 1, 'cut', last.at, null)
  return named.hash === anchor.hash ? null : broken(named.n, 'replaced', null, named.at)
}

/** The last seal and what it stands for. */
export async function sealNow(tx: Tx) {
  const last = await lastBlock(tx)
  const counts = await countSealed(tx, last?.end ?? beginning.end, 10_000)
  return { last: last && { block: last.n, hash: last.hash, at: last.at }, ...counts }
}
