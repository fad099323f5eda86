import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { requireVisibleRefs, type StepOnRow } from '../../../server/records/read.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import { changeRecord, createRecords, timelinesOf } from '../../../server/records/write.ts'
import type { Draft } from '../../../server/registry.ts'
import type { nextStepInput, workOutput } from '../step.commands.ts'
import { step } from '../step.entity.ts'
import { suggestDue } from '../suggest-due.ts'
import type { StageRow } from './stages.queries.ts'

export type NextStep = z.output<typeof nextStepInput>

/** Where the new step stands in the row of attempts. */
export interface Standing {
  attempt: number
  postponements: number
}

/** A step of `record` to be created: what is asked for, completed by the suggestion of its stage. */
export function draftStep(
  ctx: Ctx,
  entity: Entity,
  record: StoredRecord,
  stage: StageRow,
  wanted: NextStep,
  standing: Standing,
): Draft {
  const planned = {
    kind: wanted.kind ?? stage.stepKind,
    dueAt: wanted.dueAt ?? suggestDue(ctx.now, stage.stepDelayMinutes, ctx.workspace.timeZone).toISOString(),
    owner: wanted.owner ?? record.owner,
    title: wanted.title || null,
  }
  return {
    id: uuidv7(),
    values: { [entity.name]: record.id, ...planned, ...standing },
    extra: {},
    particulars: planned,
  }
}

/** Refuses a kind of step or an owner that is not there, or not any more. */
export function requireLive(ctx: Ctx, { kind, owner }: NextStep, at = ''): Promise<void> {
  return requireVisibleRefs(ctx, step, { kind, owner }, at)
}

/** Creates steps; the records they belong to name them in the same transaction. */
export function openSteps(ctx: Ctx, drafts: Draft[]): Promise<StoredRecord[]> {
  return createRecords(ctx, step, drafts)
}

/** How a step ends. */
export interface Ending {
  outcome: 'result' | 'postponed' | 'refused'
  note?: string
  reason?: string
  changedOffer?: string
  /** What was answered that was not known, or known otherwise, in the words it was asked in. */
  learnt?: { question: string; answer: string }[]
  /** The step that follows, null when the record closes. */
  next: Draft | null
}

/** Ends an open step; the caller gives its record another one or closes it. */
export async function closeStep(
  ctx: Ctx,
  entity: Entity,
  record: StoredRecord,
  open: StoredRecord,
  ending: Ending,
): Promise<void> {
  const { outcome, note, reason, changedOffer, learnt, next } = ending
  if (outcome === 'postponed' && (open.postponements as number) >= 2 && !reason) {
    fail('step.reason-required', { times: (open.postponements as number) + 1 }, [
      { field: 'reason', error: 'value.required' },
    ])
  }
  await changeRecord(
    ctx,
    step,
    open,
    {
      outcome,
      outcomeNote: note || null,
      reason: reason ?? null,
      changedOffer: changedOffer || null,
      closedAt: ctx.now.toISOString(),
      closedBy: ctx.actor.via === 'system' ? open.owner : ctx.actor.userId,
      followedBy: next?.id ?? null,
    },
    {
      kind: 'step.completed',
      particulars: {
        outcome,
        note,
        reason,
        changedOffer,
        learnt,
        next: next?.particulars,
        kind: open.kind,
        dueAt: open.dueAt,
        attempt: open.attempt,
      },
      alsoOn: timelinesOf(entity, record),
    },
  )
}

/** The answer of a verb on a lead or deal. */
export function workAnswer(
  ctx: Ctx,
  entity: Entity,
  record: StoredRecord,
  open: StoredRecord | StepOnRow | null,
): z.input<typeof workOutput> {
  return {
    // Only leads and deals are worked, and their status is one of three by a check of the table.
    record: {
      entity: entity.name as 'lead' | 'deal',
      id: record.id,
      status: record.status as 'open' | 'won' | 'lost',
      version: record.version,
    },
    nextStep: open && {
      id: open.id,
      kind: open.kind as string,
      dueAt: open.dueAt as string,
      owner: open.owner as string,
    },
    event: ctx.act,
  }
}
