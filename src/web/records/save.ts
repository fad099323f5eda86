import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Entity } from '../../kernel/entities/entity.ts'
import { patchCached, refresh } from '../api/cache.ts'
import { api } from '../api/client.ts'
import { isRefusal, isTemporary } from '../api/errors.ts'
import { patchGrids } from '../api/grid.ts'
import { newKey } from '../api/http.ts'
import type { Change, Row, Titles } from '../api/shapes.ts'
import { createStore } from '../app/store.ts'
import { fieldWords } from '../fields/field-words.ts'
import { tellFailure, useUndo } from '../shell/undo.ts'
import { useT } from '../text/i18n.ts'
import type { CardOrder } from './acts.ts'
import { patchBoards } from './board/board-cache.ts'
import { asksForMissing } from './layout/missing.ts'

/** Two people changed the same fields: what the reader wanted and what stands there now. */
export interface Conflict {
  entity: Entity
  row: Row
  changes: Change
  titles: Titles
  /** The record as the server has it now, as far as it told. */
  current: Record<string, unknown>
  changedBy: string | null
  changedAt: string | null
  /** Saves the reader's values over those of the other. */
  overwrite: () => void
}

/** The conflict being settled; `ConflictDialog` shows it. */
export const conflicts = createStore<Conflict | null>(null)

/**
 * Saves fields of a record: shown everywhere at once, taken back when the server refuses, offered for undo. Rejects
 * with the refusal when fields are wrong, so that the editor can show it; settles conflicts and failures itself.
 */
export function useSave(entity: Entity) {
  const client = useQueryClient()
  const undo = useUndo()
  const t = useT()
  return useMemo(() => {
    const words = fieldWords(t)

    function show(id: string, changes: Change, titles: Titles, order?: CardOrder | null): () => void {
      const back = [
        patchCached(client, entity.name, id, changes),
        patchGrids(client, entity.name, id, changes, titles),
        patchBoards(client, entity.name, id, changes, order?.beside),
      ]
      return () => {
        for (const one of back) one()
      }
    }

    async function save(
      row: Row,
      changes: Change,
      titles: Titles = {},
      order: CardOrder | null = null,
    ): Promise<boolean> {
      const takeBack = show(row.id, changes, titles, order)
      try {
        const answer = await api.update(entity, row.id, row.version, changes, { idempotencyKey: newKey() })
        show(row.id, answer.item, answer.titles)
        await order?.put().catch(tellFailure)
        refresh(client, [{ entity: entity.name, id: row.id }])
        const names = Object.keys(changes).map((name) => words.field(entity, name))
        undo.offer({
          event: answer.event,
          text: t('records.changed', { fields: names.join(', ') }),
          also: order?.back,
        })
        return true
      } catch (error) {
        takeBack()
        if (isRefusal(error, 'record.conflict')) {
          settle(row, changes, titles, error.params)
          return true
        }
        const again = () => void save(row, changes, titles)
        if ('stage' in changes && asksForMissing(error, { entity: entity.name, id: row.id, again }))
          return false
        if (isRefusal(error, 'input.invalid') || isRefusal(error, 'record.duplicate')) throw error
        tellFailure(error, isTemporary(error) ? () => void save(row, changes, titles, order) : undefined)
        return false
      }
    }

    function settle(row: Row, changes: Change, titles: Titles, params: Record<string, unknown>) {
      const { current = {}, changedBy = null, changedAt = null } = params
      // The members of this refusal are fixed by the contract of the API.
      const now = current as Record<string, unknown>
      show(row.id, now, {})
      conflicts.set({
        entity,
        row,
        changes,
        titles,
        current: now,
        changedBy: changedBy as string | null,
        changedAt: changedAt as string | null,
        overwrite: () =>
          void save(
            { ...row, ...now, version: (now.version as number | undefined) ?? row.version },
            changes,
            titles,
          ),
      })
    }

    return save
  }, [client, entity, t, undo])
}
