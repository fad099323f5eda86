import { sortEntries } from '../../../server/records/search-index.ts'
import type { JobContext } from '../../../server/registry.ts'

/** What search finds new records by, sorted into its index beside the import. */
export interface Sorting {
  /** So many further rows have been committed. */
  gathered(rows: number): void
  /** Waits for what is in hand. */
  rest(): Promise<void>
  /** The same, and leaves little that has gathered. */
  end(): Promise<void>
}

/** Rows that may gather: a search reads through all of them. */
const mostGathered = 4000

/**
 * Sorting takes a third of the time of a row. On a connection of its own it goes on while the next rows are written;
 * one at a time, and where it fails the rows are sorted in by whoever writes next.
 */
export function sortingBeside(job: Pick<JobContext, 'act'>): Sorting {
  let waiting = 0
  let inHand: Promise<void> | null = null
  const sort = () => {
    waiting = 0
    inHand = job
      .act(null, ({ tx }) => sortEntries(tx))
      .catch(() => {})
      .finally(() => {
        inHand = null
      })
    return inHand
  }
  return {
    gathered(rows) {
      waiting += rows
      if (!inHand && waiting >= mostGathered) void sort()
    },
    rest: async () => {
      await inHand
    },
    async end() {
      await inHand
      if (waiting >= mostGathered / 2) await sort()
    },
  }
}
