import { setTimeout as delay } from 'node:timers/promises'
import { mostNamed } from '../src/kernel/commands/selection.ts'
import type { Place } from './place.ts'

export interface ManyRates {
  /** Contacts edited, and the seconds from the call that began it. */
  edited: { records: number; seconds: number }
  undone: { records: number; seconds: number }
  /** Growth of the server's resident memory at most, in megabytes; null where the system does not tell. */
  memory: number | null
}

/** Edits as many contacts as one request may name and takes that back, as a browser does. */
export async function manyRates({ server, send }: Place): Promise<ManyRates> {
  const before = server.memory()
  let most = before
  const until = async (path: string, isOver: (item: { status: string }) => boolean) => {
    const begun = performance.now()
    for (;;) {
      most = Math.max(most ?? 0, server.memory() ?? 0)
      const { item } = await send('GET', path)
      if (isOver(item)) return { item, seconds: (performance.now() - begun) / 1000 }
      await delay(50)
    }
  }
  const isStill = ({ status }: { status: string }) => !['running', 'undoing'].includes(status)

  const ids: string[] = []
  for (let cursor = ''; ids.length < mostNamed; ) {
    const page = await send('GET', `/contacts?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
    ids.push(...page.items.map(({ id }: { id: string }) => id))
    if (page.nextCursor === null) break
    cursor = page.nextCursor
  }
  const begun = await send('POST', '/commands/bulk.start', {
    entity: 'contact',
    selection: { ids },
    act: { kind: 'edit', changes: { source: 'Bench' } },
  })
  const edited = await until(`/bulk-runs/${begun.id}`, isStill)
  await send('POST', '/commands/bulk.undo', { id: begun.id })
  const undone = await until(`/bulk-runs/${begun.id}`, isStill)
  return {
    edited: { records: edited.item.changed, seconds: edited.seconds },
    undone: { records: undone.item.undone, seconds: undone.seconds },
    memory: before === null ? null : most! - before,
  }
}
