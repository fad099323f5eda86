import type { z } from 'zod'
import { type FieldProblem, fail } from '../../../kernel/errors/errors.ts'
import { type Ctx, textEnv } from '../../../server/context.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import { changeRecord } from '../../../server/records/write.ts'
import { handle, type Values } from '../../../server/registry.ts'
import { completeStep } from '../step.commands.ts'
import { dueInMonths } from '../suggest-due.ts'
import { chooseStage } from './law-hooks.ts'
import {
  closeStep,
  draftStep,
  type Ending,
  type NextStep,
  openSteps,
  requireLive,
  type Standing,
  workAnswer,
} from './next-step.ts'
import { findScript } from './scripts.queries.ts'
import { liveStages, type StageRow } from './stages.queries.ts'
import { lockWorkOfStep, type Work } from './work.ts'

type Input = z.output<typeof completeStep.input>

/** What follows a step: the next one, or the close of the record. */
type Follow =
  | { next: NextStep; stage: StageRow; standing: Standing }
  | { close: 'won' | 'lost'; reason: string | null }

export const completeStepHandler = handle(completeStep, async (ctx, input) => {
  const work = await lockWorkOfStep(ctx, input.step)
  if (input.outcome === 'result') await requireLive(ctx, input.next ?? {}, 'next.')
  const { values, learnt } = await readAnswers(ctx, work, input.answers ?? {})
  const follow = await followOf(ctx, work, input)
  const { record, open } = await endStep(ctx, work, { ...input, learnt }, follow, values)
  return workAnswer(ctx, work.entity, record, open)
})

/** Ends the open step and, in the same transaction, opens the one that follows or closes the record. */
export async function endStep(
  ctx: Ctx,
  { entity, record, open }: Work,
  ending: Omit<Ending, 'next'>,
  follow: Follow,
  values: Values = {},
): Promise<{ record: StoredRecord; open: StoredRecord | null }> {
  const draft =
    'next' in follow ? draftStep(ctx, entity, record, follow.stage, follow.next, follow.standing) : null
  await closeStep(ctx, entity, record, open, { ...ending, next: draft })
  const [next = null] = draft ? await openSteps(ctx, [draft]) : []
  const changes: Values = {
    ...values,
    attempts: ((record.attempts as number | null) ?? 0) + 1,
    nextStep: next?.id ?? null,
    nextStepDueAt: next?.dueAt ?? null,
  }
  if ('next' in follow) Object.assign(changes, { stage: follow.stage.id })
  else
    Object.assign(changes, {
      status: follow.close,
      closedAt: ctx.now.toISOString(),
      closeReason: follow.reason,
    })
  const after = await changeRecord(ctx, entity, record, changes, {
    kind: `${entity.name}.${verbOf(follow, record)}`,
  })
  return { record: after, open: next }
}

/** How the change of the record is told; `worked` is the plain passage from one step to the next. */
function verbOf(follow: Follow, record: StoredRecord): string {
  if ('close' in follow) return follow.close
  return follow.stage.id === record.stage ? 'worked' : 'moved'
}

async function followOf(ctx: Ctx, { entity, open, stage }: Work, input: Input): Promise<Follow> {
  const attempt = (open.attempt as number) + 1
  if (input.outcome === 'result') {
    if (input.win) return { close: 'won', reason: null }
    const stages = (await liveStages(ctx)).filter(({ worksOn }) => worksOn === entity.name)
    const to = input.stage ? chooseStage(stages, stage.pipeline, input.stage) : stage
    return {
      next: input.next ?? {},
      stage: to,
      standing: { attempt: to.id === stage.id ? attempt : 1, postponements: 0 },
    }
  }
  const same = {
    kind: open.kind as string,
    title: (open.title as string | null) ?? undefined,
    owner: open.owner as string,
  }
  if (input.outcome === 'postponed') {
    const postponements = (open.postponements as number) + 1
    return { next: { ...same, dueAt: input.dueAt }, stage, standing: { attempt, postponements } }
  }
  if (!input.returnInMonths) return { close: 'lost', reason: input.reason }
  const dueAt = dueInMonths(ctx.now, input.returnInMonths, ctx.workspace.timeZone).toISOString()
  return { next: { ...same, dueAt }, stage, standing: { attempt: 1, postponements: 0 } }
}

/**
 * Script answers as values of the record: into the field a question names, the others into `answers`. Of these the
 * new ones are told with the step; a change of a field tells itself.
 */
async function readAnswers(
  ctx: Ctx,
  { entity, record, open }: Work,
  given: Record<string, string>,
): Promise<{ values: Values; learnt?: Ending['learnt'] }> {
  const filled = Object.entries(given).filter(([, text]) => text !== '')
  if (filled.length === 0) return { values: {} }
  const script = await findScript(ctx, record.pipeline as string, open.attempt as number)
  const problems: FieldProblem[] = []
  const values: Values = {}
  const loose: Record<string, string> = {}
  for (const [id, text] of filled) {
    const question = script?.questions.find((one) => one.id === id)
    const field = question?.field ? entity.fields[question.field] : undefined
    if (!question?.field || !field || field.readOnly || field.limit || field.type.name === 'ref') {
      loose[id] = text
      continue
    }
    const parsed = field.type.parse(text, field.options, textEnv(ctx))
    if (parsed.ok) values[question.field] = parsed.value
    else problems.push({ field: `answers.${id}`, error: parsed.error, params: parsed.params })
  }
  if (problems.length > 0) fail('input.invalid', {}, problems)
  const known = (record.answers ?? {}) as Record<string, string>
  const fresh = Object.entries(loose).filter(([id, text]) => known[id] !== text)
  if (fresh.length === 0) return { values }
  const wordingOf = (id: string) => script?.questions.find((one) => one.id === id)?.text ?? id
  return {
    values: { ...values, answers: { ...known, ...loose } },
    learnt: fresh.map(([id, answer]) => ({ question: wordingOf(id), answer })),
  }
}
