import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { deleteMany, updateMany } from '../../kernel/commands/records.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import { dropCached, patchCached, refresh } from '../api/cache.ts'
import { api } from '../api/client.ts'
import { isTemporary } from '../api/errors.ts'
import { dropFromGrids, patchGrids } from '../api/grid.ts'
import { newKey } from '../api/http.ts'
import type { Change, Titles } from '../api/shapes.ts'
import { fieldWords } from '../fields/field-words.ts'
import { showToast } from '../shell/toasts.tsx'
import { tellFailure, useUndo } from '../shell/undo.ts'
import { useT } from '../text/i18n.ts'
import { moveCard, patchBoards, rewriteBoards, takeCard } from './board/board-cache.ts'

/** Most records one request takes. */
const batch = 1000

/** A record an act is about. */
export interface Subject {
  id: string
  title: string
}

interface Answer {
  event: string
  failed?: readonly { id: string; code: string }[]
}

interface Act {
  /** Shows the effect at once; what it returns takes it back. */
  show: () => () => void
  send: (idempotencyKey: string) => Promise<Answer>
  /** Told when it is done. */
  text: string
  ids: readonly string[]
  /** Other nouns whose lists it changes. */
  alsoTouches?: readonly string[]
}

/** What can be done to records of a noun from a list, a card or a page: at once, with the way back. */
export function useRecordActs(entity: Entity) {
  const client = useQueryClient()
  const undo = useUndo()
  const t = useT()
  return useMemo(() => {
    const words = fieldWords(t)
    const amountField = amountOf(entity)

    async function perform(act: Act): Promise<boolean> {
      const takeBack = act.show()
      const key = newKey()
      try {
        const { event, failed = [] } = await act.send(key)
        undo.offer({ event, text: act.text })
        if (failed.length > 0) {
          takeBack()
          showToast({
            tone: 'error',
            text: t('records.someFailed', {
              count: failed.length,
              reason: t.dyn(`errors.${failed[0]?.code}`),
            }),
          })
        }
        refresh(
          client,
          [entity.name, 'step', ...(act.alsoTouches ?? [])].map((noun) => ({ entity: noun })),
        )
        return true
      } catch (error) {
        takeBack()
        tellFailure(error, isTemporary(error) ? () => void perform(act) : undefined)
        return false
      }
    }

    function patch(ids: readonly string[], changes: Change, titles: Titles): () => void {
      const back = ids.flatMap((id) => [
        patchCached(client, entity.name, id, changes),
        patchGrids(client, entity.name, id, changes, titles),
        patchBoards(client, entity.name, id, changes),
      ])
      return undoAll(back)
    }

    function drop(ids: readonly string[]): () => void {
      const back = [dropCached(client, entity.name, ids), dropFromGrids(client, entity.name, ids)]
      for (const id of ids)
        back.push(rewriteBoards(client, entity.name, (board) => takeCard(board, id, amountField)))
      return undoAll(back)
    }

    /** Closed records stay in lists, marked; boards show open ones only. */
    function close({ id }: Subject, status: 'won' | 'lost'): () => void {
      return undoAll([
        rewriteBoards(client, entity.name, (board) => takeCard(board, id, amountField)),
        patchCached(client, entity.name, id, { status, step: null }),
        patchGrids(client, entity.name, id, { status, step: null }),
      ])
    }

    const many = (subjects: readonly Subject[], key: string) =>
      subjects.length === 1
        ? t.dyn(`records.done.${key}`, { title: subjects[0]?.title })
        : t.dyn(`records.doneMany.${key}`, { records: words.count(entity.name, subjects.length) })

    async function inBatches(
      subjects: readonly Subject[],
      act: (part: readonly Subject[]) => Act,
    ): Promise<boolean> {
      let isDone = true
      for (let from = 0; from < subjects.length; from += batch) {
        isDone = (await perform(act(subjects.slice(from, from + batch)))) && isDone
      }
      return isDone
    }

    return {
      assign: (subjects: readonly Subject[], owner: string, ownerName: string) =>
        inBatches(subjects, (part) => {
          const ids = part.map(({ id }) => id)
          const field = entity.ownerField ?? 'owner'
          return {
            ids,
            text: many(part, 'assigned'),
            show: () => patch(ids, { [field]: owner }, { [owner]: ownerName }),
            send: (idempotencyKey) =>
              entity.worked
                ? api.commandNamed<Answer>(
                    'work.assign',
                    { entity: entity.name, ids, owner },
                    { idempotencyKey },
                  )
                : api.command(
                    updateMany,
                    { entity: entity.name, ids, changes: { [field]: owner } },
                    { idempotencyKey },
                  ),
          }
        }),

      move: (subject: Subject, stage: string, stageName: string) =>
        perform({
          ids: [subject.id],
          text: t('records.done.moved', { title: subject.title, stage: stageName }),
          show: () =>
            undoAll([
              rewriteBoards(client, entity.name, (board) => moveCard(board, subject.id, stage, amountField)),
              patchCached(client, entity.name, subject.id, { stage }),
              patchGrids(client, entity.name, subject.id, { stage }, { [stage]: stageName }),
            ]),
          send: (idempotencyKey) =>
            api.commandNamed<Answer>(
              'work.move',
              { entity: entity.name, id: subject.id, stage },
              { idempotencyKey },
            ),
        }),

      win: (subject: Subject) =>
        perform({
          ids: [subject.id],
          text: t('records.done.won', { title: subject.title }),
          show: () => close(subject, 'won'),
          send: (idempotencyKey) =>
            api.commandNamed<Answer>('work.win', { entity: entity.name, id: subject.id }, { idempotencyKey }),
        }),

      lose: (subject: Subject, reason: string) =>
        perform({
          ids: [subject.id],
          text: t('records.done.lost', { title: subject.title, reason }),
          show: () => close(subject, 'lost'),
          send: (idempotencyKey) =>
            api.commandNamed<Answer>(
              'work.lose',
              { entity: entity.name, id: subject.id, reason },
              { idempotencyKey },
            ),
        }),

      reopen: (subject: Subject) =>
        perform({
          ids: [subject.id],
          text: t('records.done.reopened', { title: subject.title }),
          show: () => patch([subject.id], { status: 'open' }, {}),
          send: (idempotencyKey) =>
            api.commandNamed<Answer>(
              'work.reopen',
              { entity: entity.name, id: subject.id },
              { idempotencyKey },
            ),
        }),

      remove: (subjects: readonly Subject[]) =>
        inBatches(subjects, (part) => {
          const ids = part.map(({ id }) => id)
          const [only] = ids
          return {
            ids,
            text: many(part, 'deleted'),
            show: () => drop(ids),
            send: (idempotencyKey) =>
              ids.length === 1 && only !== undefined
                ? api.remove(entity, only, { idempotencyKey })
                : api.command(deleteMany, { entity: entity.name, ids }, { idempotencyKey }),
          }
        }),

      change: (subjects: readonly Subject[], changes: Change, titles: Titles = {}) =>
        inBatches(subjects, (part) => {
          const ids = part.map(({ id }) => id)
          const fields = Object.keys(changes).map((name) => words.field(entity, name))
          return {
            ids,
            text: t('records.doneMany.changed', {
              records: words.count(entity.name, ids.length),
              fields: fields.join(', '),
            }),
            show: () => patch(ids, changes, titles),
            send: (idempotencyKey) =>
              api.command(updateMany, { entity: entity.name, ids, changes }, { idempotencyKey }),
          }
        }),
    }
  }, [client, entity, t, undo])
}

export type RecordActs = ReturnType<typeof useRecordActs>

/** The field boards sum up: the first amount a noun declares. */
export function amountOf(entity: Entity): string | null {
  return Object.entries(entity.fields).find(([, { type }]) => type.name === 'money')?.[0] ?? null
}

function undoAll(steps: readonly (() => void)[]): () => void {
  return () => {
    // The last change is taken back first: each step remembers the state before it.
    for (const step of steps.toReversed()) step()
  }
}
