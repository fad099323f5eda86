import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type BulkAct, startBulk } from '../../kernel/commands/bulk.ts'
import { updateMany } from '../../kernel/commands/records.ts'
import { mostNamed } from '../../kernel/commands/selection.ts'
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
import { type Beside, changeCard, patchBoards, rewriteBoards, takeCard } from './board/board-cache.ts'
import { asksForMissing } from './layout/missing.ts'

/** A record an act is about. */
export interface Subject {
  id: string
  title: string
}

interface Answer {
  /** Null: nothing had to be changed, or it is being done behind the screen. */
  event: string | null
  status?: string
  failed?: readonly { id: string; code: string }[]
}

/** The place a card is given by hand as it is moved. */
export interface CardOrder {
  beside: Beside
  put: () => Promise<void>
  /** Puts it back to where it stood. */
  back: () => Promise<void>
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
  order?: CardOrder | null
}

/** What can be done to records of a noun from a list, a card or a page: at once, with the way back. */
export function useRecordActs(entity: Entity) {
  const client = useQueryClient()
  const undo = useUndo()
  const t = useT()
  return useMemo(() => {
    const words = fieldWords(t)

    async function perform(act: Act): Promise<boolean> {
      const takeBack = act.show()
      const key = newKey()
      try {
        const { event, status, failed = [] } = await act.send(key)
        if (failed.length === 0) await act.order?.put().catch(tellFailure)
        if (event) undo.offer({ event, text: act.text, also: act.order?.back })
        else
          showToast({
            text: status === 'running' ? t('records.mass.begun', { records: act.text }) : act.text,
          })
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
          [entity.name, 'step', 'bulkRun', ...(act.alsoTouches ?? [])].map((noun) => ({ entity: noun })),
        )
        return true
      } catch (error) {
        takeBack()
        const [only] = act.ids
        const subject = { entity: entity.name, id: only ?? '', again: () => void perform(act) }
        if (act.ids.length === 1 && asksForMissing(error, subject)) return false
        tellFailure(error, isTemporary(error) ? () => void perform(act) : undefined)
        return false
      }
    }

    function patch(
      ids: readonly string[],
      changes: Change,
      titles: Titles,
      order?: CardOrder | null,
    ): () => void {
      const back = ids.flatMap((id) => [
        patchCached(client, entity.name, id, changes),
        patchGrids(client, entity.name, id, changes, titles),
        patchBoards(client, entity.name, id, changes, order?.beside),
      ])
      return undoAll(back)
    }

    function drop(ids: readonly string[]): () => void {
      const back = [dropCached(client, entity.name, ids), dropFromGrids(client, entity.name, ids)]
      for (const id of ids)
        back.push(rewriteBoards(client, entity.name, (board, input) => takeCard(board, input, id)))
      return undoAll(back)
    }

    /** Closed records stay in lists, marked; boards of stages show open ones only. */
    function close({ id }: Subject, status: 'won' | 'lost'): () => void {
      return undoAll([
        rewriteBoards(client, entity.name, (board, input) =>
          board.pipeline === null
            ? changeCard(board, input, id, { status, step: null })
            : takeCard(board, input, id),
        ),
        patchCached(client, entity.name, id, { status, step: null }),
        patchGrids(client, entity.name, id, { status, step: null }),
      ])
    }

    const many = (subjects: readonly Subject[], key: string) =>
      subjects.length === 1
        ? t.dyn(`records.done.${key}`, { title: subjects[0]?.title })
        : t.dyn(`records.doneMany.${key}`, { records: words.count(entity.name, subjects.length) })

    const titleOf = (subjects: readonly Subject[]) =>
      subjects.length === 1 ? subjects[0]?.title : words.count(entity.name, subjects.length)

    async function inBatches(
      subjects: readonly Subject[],
      act: (part: readonly Subject[]) => Act,
    ): Promise<boolean> {
      let isDone = true
      for (let from = 0; from < subjects.length; from += mostNamed) {
        isDone = (await perform(act(subjects.slice(from, from + mostNamed)))) && isDone
      }
      return isDone
    }

    /** One record by a command of its own; several are followed and undone together. */
    const sendMany = (
      ids: readonly string[],
      act: BulkAct,
      sendOne: (id: string, options: { idempotencyKey: string }) => Promise<Answer>,
    ) => {
      const [only] = ids
      return (idempotencyKey: string): Promise<Answer> =>
        ids.length === 1 && only !== undefined
          ? sendOne(only, { idempotencyKey })
          : api.command(
              startBulk,
              { entity: entity.name, selection: { ids: [...ids] }, act },
              { idempotencyKey },
            )
    }

    return {
      assign: (
        subjects: readonly Subject[],
        owner: string,
        ownerName: string,
        order: CardOrder | null = null,
      ) =>
        inBatches(subjects, (part) => {
          const ids = part.map(({ id }) => id)
          const field = entity.ownerField ?? 'owner'
          return {
            ids,
            text: many(part, 'assigned'),
            order,
            show: () => patch(ids, { [field]: owner }, { [owner]: ownerName }, order),
            send: sendMany(ids, { kind: 'assign', owner }, (_id, options) =>
              entity.worked
                ? api.commandNamed<Answer>('work.assign', { entity: entity.name, ids, owner }, options)
                : api.command(updateMany, { entity: entity.name, ids, changes: { [field]: owner } }, options),
            ),
          }
        }),

      move: (subject: Subject, stage: string, stageName: string, order: CardOrder | null = null) =>
        perform({
          ids: [subject.id],
          text: t('records.done.moved', { title: subject.title, stage: stageName }),
          order,
          show: () => patch([subject.id], { stage }, { [stage]: stageName }, order),
          send: (idempotencyKey) =>
            api.commandNamed<Answer>(
              'work.move',
              { entity: entity.name, id: subject.id, stage },
              { idempotencyKey },
            ),
        }),

      moveMany: (subjects: readonly Subject[], stage: string, stageName: string) =>
        inBatches(subjects, (part) => {
          const ids = part.map(({ id }) => id)
          return {
            ids,
            text: t('records.done.moved', { title: titleOf(part), stage: stageName }),
            show: () => patch(ids, { stage }, { [stage]: stageName }),
            send: sendMany(ids, { kind: 'move', stage }, (id, options) =>
              api.commandNamed<Answer>('work.move', { entity: entity.name, id, stage }, options),
            ),
          }
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
          return {
            ids,
            text: many(part, 'deleted'),
            show: () => drop(ids),
            send: sendMany(ids, { kind: 'delete' }, (id, options) => api.remove(entity, id, options)),
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
            send: sendMany(ids, { kind: 'edit', changes }, (_id, options) =>
              api.command(updateMany, { entity: entity.name, ids, changes }, options),
            ),
          }
        }),
    }
  }, [client, entity, t, undo])
}

export type RecordActs = ReturnType<typeof useRecordActs>

function undoAll(steps: readonly (() => void)[]): () => void {
  return () => {
    // The last change is taken back first: each step remembers the state before it.
    for (const step of steps.toReversed()) step()
  }
}
