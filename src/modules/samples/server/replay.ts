import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../../server/context.ts'
import { createRecords } from '../../../server/records/write.ts'
import type { Values } from '../../../server/registry.ts'
import { closeAsConverted } from '../../leads/server/index.ts'
import { note } from '../../notes/index.ts'
import type { StageKey, Subject } from '../../pipelines/index.ts'
import type { workOutput } from '../../steps/index.ts'
import type { Happening, Key, PlannedStep } from '../generator/sample.ts'
import { backThen, perform } from './back-then.ts'
import type { Places } from './places.ts'

/** Something that happened once, to be done again in its turn. */
export interface Deed {
  at: string
  run(ctx: Ctx): Promise<void>
}

/** Ids of what has been created so far, by its key in the sample. */
export type Ids = ReadonlyMap<Key, string>

/** A lead or deal to be lived through once more. */
export interface Life {
  subject: Subject
  id: string
  values: Values
  history: Happening[]
}

type Answer = { nextStep: { id: string } | null }

/**
 * The deeds of a lead or deal. Each is the very verb a person would have used, so what comes out obeys every law
 * of the product, and its timeline reads as if it had been lived.
 */
export function deedsOf({ subject, id, values, history }: Life, ids: Ids, places: Places): Deed[] {
  let open: string | null = null
  const complete = async (ctx: Ctx, input: Values) => {
    // The answer has this shape by the contract of the verb.
    const { nextStep } = (await perform(ctx, 'step.complete', { step: open, ...input })) as Answer
    open = nextStep?.id ?? null
  }
  const inWords = ({ kind, title, dueAt }: PlannedStep) => ({ kind: places.kind(kind), title, dueAt })
  const stage = (key: StageKey) => places.stage(subject, key)

  const redo = async (ctx: Ctx, happening: Happening): Promise<void> => {
    switch (happening.type) {
      case 'created': {
        const drafts = [{ id, values: { ...values, ...places.beginning(subject) }, extra: { nextStep: inWords(happening.next) } }]
        const [record] = await createRecords(ctx, ctx.registry.catalog.entity(subject), drafts)
        open = record?.nextStep as string // a new lead or deal always has a step
        return
      }
      case 'noted': {
        const { kind, text } = happening
        await createRecords(ctx, note, [{ id: uuidv7(), values: { [subject]: id, kind, text }, extra: {} }])
        return
      }
      case 'result': {
        const { note: said, answers, next } = happening
        return complete(ctx, { outcome: 'result', note: said, answers, stage: stage(happening.stage), next: inWords(next) })
      }
      case 'postponed': {
        const { note: said, reason, changedOffer, next } = happening
        const particulars = { reason: reason ?? undefined, changedOffer: changedOffer ?? undefined }
        return complete(ctx, { outcome: 'postponed', note: said, dueAt: next.dueAt, ...particulars })
      }
      case 'parked': {
        const { note: said, reason, returnInMonths, next } = happening
        await complete(ctx, { outcome: 'refused', note: said, reason, returnInMonths })
        await perform(ctx, 'step.change', { step: open, ...inWords(next) })
        return
      }
      case 'lost':
        return complete(ctx, { outcome: 'refused', note: happening.note, reason: happening.reason })
      case 'won':
        return complete(ctx, { outcome: 'result', note: happening.note, win: true })
      case 'converted': {
        const found = (key: Key) => ids.get(key) ?? null
        const became = { contact: found(happening.contact), company: found(happening.company), deal: found(happening.deal) }
        return closeAsConverted(ctx, id, became, happening.note)
      }
    }
  }

  return history.map((happening) => ({
    at: happening.at,
    run: (ctx) => backThen(ctx, { at: happening.at, by: ids.get(happening.by) ?? ctx.actor.userId }, (then) => redo(then, happening)),
  }))
}
