import type { Ctx } from '../../../server/context.ts'
import { eachRecord } from '../../../server/records/each-record.ts'
import { idAt } from '../../../server/records/id-cursor.ts'
import type { JobHandler } from '../../../server/registry.ts'
import { binnedBefore } from './bin.queries.ts'
import { binnedKinds, eraseBinned, isErasable } from './bin.ts'
import { readSettings } from './settings.queries.ts'

const atOnce = 100
const day = 86_400_000

/** Removes for good what has been in the bin longer than it is kept; what others cannot be without stays. */
export const emptyBinJob: JobHandler = {
  name: 'bin.empty',
  async run({ ctx }) {
    const kinds = await ctx.act(null, async (act) =>
      binnedKinds(act)
        .filter(isErasable)
        .map(({ name }) => name),
    )
    for (const kind of kinds) {
      let after: string | null = idAt(new Date(0))
      while (after !== null && !ctx.signal.aborted) {
        const from: string = after
        after = await ctx.act(null, (act) => emptySome(act, kind, from))
      }
    }
  },
}

/** The last id dealt with; null: there are no more. */
async function emptySome(ctx: Ctx, kind: string, after: string): Promise<string | null> {
  const { binDays } = await readSettings(ctx.tx)
  const entity = ctx.registry.catalog.find(kind)
  if (binDays === null || !entity) return null
  const before = new Date(ctx.now.getTime() - binDays * day)
  const ids = await binnedBefore(ctx, entity, { before, after, limit: atOnce })
  await eachRecord(ctx, ids, (id) => eraseBinned(ctx, entity, id))
  return ids.length === atOnce ? ids.at(-1)! : null
}
