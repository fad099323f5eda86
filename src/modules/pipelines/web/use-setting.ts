import type { z } from 'zod'
import { keys, useCache } from '../../../web/api/cache.ts'
import type { Noun } from '../../../web/api/client.ts'
import { useCommand } from '../../../web/api/commands.ts'
import { useCreate, useRecords, useRemove, useUpdate } from '../../../web/api/records.ts'
import type { Change, Row } from '../../../web/api/shapes.ts'
import { tellFailure, useUndo } from '../../../web/shell/undo.ts'
import { useT } from '../../../web/text/i18n.ts'
import { reorder } from '../pipeline.commands.ts'
import { moved, newPositions } from './order.ts'

const all = { limit: 200 }

/** The records of a noun kept in Settings, in their order, with the ways to change them: at once, with undo. */
export function useSetting(noun: Noun) {
  const t = useT()
  const undo = useUndo()
  const { rows, titles, isLoading, error, reload } = useRecords(noun, all)
  const creation = useCreate(noun)
  const { update } = useUpdate(noun)
  const { remove } = useRemove(noun)
  const moving = useMove(noun)
  const named = (row: Row) => ({ name: String(row.name) })

  async function attempt<Answer>(act: () => Promise<Answer>): Promise<Answer | null> {
    try {
      return await act()
    } catch (problem) {
      tellFailure(problem)
      return null
    }
  }

  return {
    rows: rows.toSorted(byPosition),
    titles,
    isLoading,
    error,
    reload,
    isCreating: creation.isPending,
    /** Answers the id of the new record; null when the server refused. */
    create: (fields: Record<string, unknown>) =>
      attempt(async () => {
        const { item, event } = await creation.create(fields)
        undo.offer({ event, text: t('pipelines.added', named(item)) })
        return item.id
      }),
    change: (row: Row, changes: Change) =>
      attempt(async () => {
        const { item, event } = await update(row, changes)
        undo.offer({ event, text: t('pipelines.changed', named(item)) })
      }),
    remove: (row: Row) =>
      attempt(async () => {
        const { event } = await remove(row.id)
        undo.offer({ event, text: t('pipelines.removed', named(row)) })
      }),
    /** Moves a record among `list`. */
    move: (list: readonly Row[], from: number, to: number) =>
      attempt(async () => {
        const row = list[from]
        if (!row || from === to) return
        const { event } = await moving(moved(list, from, to))
        undo.offer({ event, text: t('pipelines.moved', named(row)) })
      }),
  }
}

/** Puts records into this order: on the screen at once, on the server in one act. */
function useMove(noun: Noun) {
  const cache = useCache()
  const { run } = useCommand(reorder, {
    touches: [{ entity: noun.name }],
    scope: `order ${noun.name}`,
  })
  return async (rows: readonly Row[]) => {
    // An answer on its way tells of the former order.
    await cache.client.cancelQueries({ queryKey: keys.records(noun.name) })
    const takeBack = newPositions(rows).map(({ row, position }) =>
      cache.patch(noun.name, row.id, { position }),
    )
    try {
      // Only nouns with a position are shown in an order that can be changed.
      const entity = noun.name as z.input<typeof reorder.input>['entity']
      return await run({ entity, ids: rows.map(({ id }) => id) })
    } catch (error) {
      for (const back of takeBack.toReversed()) back()
      throw error
    }
  }
}

export type Setting = ReturnType<typeof useSetting>

function byPosition(one: Row, other: Row): number {
  return Number(one.position ?? 0) - Number(other.position ?? 0)
}
