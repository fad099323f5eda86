import { z } from 'zod'
import { defineCommand } from '../../kernel/commands/command.ts'

const moment = z.iso.datetime({ offset: true })
const note = z.string().trim().max(5000).optional()
const reason = z.string().trim().min(1).max(300)

/** The step to follow; the stage's suggestion fills in what is left out. */
export const nextStepInput = z.strictObject({
  kind: z.uuid().optional(),
  dueAt: moment.optional(),
  owner: z.uuid().optional(),
  title: z.string().trim().max(300).optional(),
})

const plannedStep = z.object({ id: z.uuid(), kind: z.uuid(), dueAt: moment, owner: z.uuid() })

/** What a verb on a lead or deal answers: its state now and the step that is open, if any. */
export const workOutput = z.object({
  record: z.object({
    entity: z.enum(['lead', 'deal']),
    id: z.uuid(),
    status: z.enum(['open', 'won', 'lost']),
    version: z.int(),
  }),
  nextStep: plannedStep.nullable(),
  event: z.uuid(),
})

const common = {
  step: z.uuid(),
  note,
  /** Answers to the script, by question id. */
  answers: z.record(z.string().max(40), z.string().trim().max(2000)).optional(),
}

/**
 * Ends a step. Whoever comes second gets `step.already-closed` with who, when and how. The record always leaves
 * with one open step, or closed.
 */
export const completeStep = defineCommand({
  name: 'step.complete',
  needs: 'step:update',
  input: z.discriminatedUnion('outcome', [
    z.strictObject({
      ...common,
      outcome: z.literal('result'),
      stage: z.uuid().optional().describe('Advance to this stage'),
      win: z.boolean().optional().describe('Close as won'),
      next: nextStepInput.optional(),
    }),
    z.strictObject({
      ...common,
      outcome: z.literal('postponed'),
      dueAt: moment,
      changedOffer: z.string().trim().max(500).optional(),
      reason: reason.optional().describe('Required from the third postponement in a row'),
    }),
    z.strictObject({
      ...common,
      outcome: z.literal('refused'),
      reason,
      returnInMonths: z
        .union([z.literal(3), z.literal(6), z.literal(12)])
        .optional()
        .describe('Absent: close as lost'),
    }),
  ]),
  output: workOutput,
})

/** Changes an open step without ending it: another kind, time, wording or owner. */
export const changeStep = defineCommand({
  name: 'step.change',
  needs: 'step:update',
  input: z.strictObject({ step: z.uuid(), ...nextStepInput.shape }),
  output: workOutput,
})

const worked = { entity: z.enum(['lead', 'deal']), id: z.uuid() }

/** Moves a lead or deal to another stage of its pipeline; its open step stays. */
export const moveWork = defineCommand({
  name: 'work.move',
  needs: 'step:update',
  input: z.strictObject({ ...worked, stage: z.uuid() }),
  output: workOutput,
})

/** Closes as won; the open step ends with Result. */
export const winWork = defineCommand({
  name: 'work.win',
  needs: 'step:update',
  input: z.strictObject({ ...worked, note }),
  output: workOutput,
})

/** Closes as lost; the open step ends with Refused and the reason. */
export const loseWork = defineCommand({
  name: 'work.lose',
  needs: 'step:update',
  input: z.strictObject({ ...worked, reason, note }),
  output: workOutput,
})

/** Opens a closed lead or deal again with a next step. */
export const reopenWork = defineCommand({
  name: 'work.reopen',
  needs: 'step:update',
  input: z.strictObject({ ...worked, next: nextStepInput.optional() }),
  output: workOutput,
})

/** Gives leads or deals, each with its open step, to another owner. */
export const assignWork = defineCommand({
  name: 'work.assign',
  needs: 'step:update',
  input: z.strictObject({ entity: worked.entity, ids: z.array(z.uuid()).min(1).max(1000), owner: z.uuid() }),
  output: z.object({ assigned: z.int(), event: z.uuid() }),
})
