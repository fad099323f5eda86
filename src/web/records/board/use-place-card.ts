import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { place } from '../../../kernel/commands/board.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { api } from '../../api/client.ts'
import { newKey } from '../../api/http.ts'
import type { Row } from '../../api/shapes.ts'
import { tellFailure, useUndo } from '../../shell/undo.ts'
import { useT } from '../../text/i18n.ts'
import type { CardOrder } from '../acts.ts'
import { type Beside, patchBoards } from './board-cache.ts'

const boards = { queryKey: ['question', 'records.board'] }

/** Placings reach the server one after another: each is told by its neighbours, who may just have been placed. */
let turn: Promise<unknown> = Promise.resolve()
let waiting = 0

/** Puts cards in the order made by hand: at once, and taken back by undo. */
export function usePlaceCard(entity: Entity) {
  const client = useQueryClient()
  const undo = useUndo()
  const t = useT()
  return useMemo(() => {
    async function send(id: string, { side, id: beside }: Beside): Promise<void> {
      waiting++
      const mine = turn
        .catch(() => {})
        .then(() =>
          api.command(place, { entity: entity.name, id, side, beside }, { idempotencyKey: newKey() }),
        )
      turn = mine
      try {
        await mine
      } finally {
        // What is fetched between two placings would show the former order again.
        if (--waiting === 0) void client.invalidateQueries(boards)
      }
    }

    return {
      place: async (row: Row, beside: Beside, former: Beside | null) => {
        await client.cancelQueries(boards)
        const takeBack = patchBoards(client, entity.name, row.id, {}, beside)
        try {
          await send(row.id, beside)
        } catch (error) {
          takeBack()
          return tellFailure(error)
        }
        if (former)
          undo.offerBack({
            text: t('records.board.placed', { title: String(row[entity.title] ?? '') }),
            takeBack: () => send(row.id, former),
          })
      },
      /** The same as a part of a move to another column. */
      orderOf: (row: Row, beside: Beside | null, former: Beside | null): CardOrder | null =>
        beside && {
          beside,
          put: () => send(row.id, beside),
          back: () => (former ? send(row.id, former) : Promise.resolve()),
        },
    }
  }, [client, entity, t, undo])
}
