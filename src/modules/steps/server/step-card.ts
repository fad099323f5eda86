import { sql } from 'kysely'
import { isKnown } from '../../../kernel/access/known-field.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import { type Ctx, textEnv } from '../../../server/context.ts'
import { getRecord } from '../../../server/records/read.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import { answer } from '../../../server/registry.ts'
import { step } from '../step.entity.ts'
import { stepCard } from '../steps.questions.ts'
import { suggestDue } from '../suggest-due.ts'
import { findScript, findWordings } from './scripts.queries.ts'
import { liveStages } from './stages.queries.ts'

export const stepCardAnswer = answer(stepCard, async (ctx, { step: id }) => {
  const found = await getRecord(ctx, step, id)
  const entity = ctx.registry.catalog.entity(found.lead ? 'lead' : 'deal')
  const { titles, ...record } = await getRecord(ctx, entity, (found.lead ?? found.deal) as string)
  ctx.install.access.note(ctx, { kind: 'record', entity: entity.name, record: record.id as string })
  if (found.closedAt)
    fail('step.already-closed', { by: found.closedBy, at: found.closedAt, outcome: found.outcome })
  const stages = (await liveStages(ctx)).filter(({ pipeline }) => pipeline === record.pipeline)
  const script = await scriptFor(ctx, record as StoredRecord, found.attempt as number)
  return {
    step: {
      id,
      kind: found.kind as string,
      title: found.title as string | null,
      dueAt: found.dueAt as string,
      owner: found.owner as string,
      attempt: found.attempt as number,
      postponements: found.postponements as number,
    },
    entity: entity.name as 'lead' | 'deal',
    record: record as StoredRecord,
    titles: { ...titles, ...(await kindTitles(ctx)) },
    script,
    answered: await answeredBefore(
      ctx,
      record as StoredRecord,
      new Set(script?.questions.map((one) => one.id)),
    ),
    stages: stages.map(({ id: stage, name, probability, stepKind, stepDelayMinutes }) => ({
      id: stage,
      name,
      probability,
      suggestion: {
        kind: stepKind,
        dueAt: suggestDue(ctx.now, stepDelayMinutes, ctx.workspace.timeZone).toISOString(),
      },
    })),
    reasons: await reasonsOf(ctx, record.pipeline as string),
  }

  /** The questions of this attempt with what has been answered before. */
  async function scriptFor(within: Ctx, of: StoredRecord, attempt: number) {
    const script = await findScript(within, of.pipeline as string, attempt)
    if (!script) return null
    const answers = (of.answers ?? {}) as Record<string, string>
    const questions = script.questions.map((question) => {
      const field = question.field ? entity.fields[question.field] : undefined
      const value = question.field ? of[question.field] : undefined
      const known =
        field && isKnown(field) && value != null
          ? field.type.print(value, field.options, textEnv(within))
          : Object.hasOwn(answers, question.id) && answers[question.id]
      return { ...question, answer: known || null }
    })
    return { ...script, attempt, questions }
  }
})

/** What was answered to questions that are not asked now. */
async function answeredBefore(ctx: Ctx, record: StoredRecord, asked: ReadonlySet<string>) {
  const answers = Object.entries((record.answers ?? {}) as Record<string, string>)
  const others = answers.filter(([id]) => !asked.has(id))
  if (others.length === 0) return []
  const wordings = await findWordings(ctx, record.pipeline as string)
  return others.map(([id, answer]) => ({ id, question: wordings.get(id) ?? id, answer }))
}

async function kindTitles(ctx: Ctx): Promise<Record<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from step_kinds`.execute(ctx.tx)
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]))
}

async function reasonsOf(ctx: Ctx, pipeline: string): Promise<string[]> {
  const { rows } = await sql<{ reasons: string[] }>`
    select coalesce(refusal_reasons, '[]') as reasons from pipelines where id = ${pipeline}`.execute(ctx.tx)
  return rows[0]?.reasons ?? []
}
