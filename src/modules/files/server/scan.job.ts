import { sql } from 'kysely'
import { scan } from '../../../server/channels/clamd.ts'
import type { Ctx } from '../../../server/context.ts'
import { FileGone } from '../../../server/files/file-store.ts'
import { selectRecords } from '../../../server/records/read.ts'
import { changeRecord } from '../../../server/records/write.ts'
import type { JobHandler } from '../../../server/registry.ts'
import { file } from '../file.entity.ts'
import { findContent, tellUndo, writeVerdict } from './files.queries.ts'

/**
 * Has the virus scanner look at bytes; every file made of them is open, or shut for good, from then on. Fails while the
 * scanner is away, and is tried again.
 */
export const scanJob: JobHandler = {
  name: 'files.scan',
  async run({ payload, ctx }) {
    const { clamd } = ctx.install.fileSettings
    const sha256 = String(payload.sha256)
    const content = await ctx.act(null, (act) => findContent(act.tx, sha256))
    if (content?.verdict !== 'waiting') return
    const isClean = clamd === null || (await isFoundClean(ctx.install.files, content.key, clamd))
    if (isClean === null) return
    await ctx.act(null, async (act) => {
      await writeVerdict(act.tx, sha256, clamd === null ? 'unscanned' : isClean ? 'clean' : 'infected')
      for (const one of await filesMadeOf(act, sha256))
        await tellUndo(
          act.tx,
          await changeRecord(
            act,
            file,
            one,
            { state: isClean ? 'ready' : 'infected' },
            { kind: 'file.scanned' },
          ),
        )
    })
  },
}

/** Null: the bytes are gone, and with them the question. */
async function isFoundClean(
  store: Ctx['install']['files'],
  key: string,
  clamd: Parameters<typeof scan>[0],
): Promise<boolean | null> {
  try {
    return (await scan(clamd, await store.read(key))).clean
  } catch (error) {
    if (error instanceof FileGone) return null
    throw error
  }
}

async function filesMadeOf(ctx: Ctx, sha256: string) {
  const { records } = await selectRecords(ctx, file, {
    where: sql<boolean>`t.sha256 = ${sha256} and t.state = 'checking'`,
    tail: sql`order by t.id for update of t`,
    limit: sql`all`,
    titled: false,
  })
  return records
}
