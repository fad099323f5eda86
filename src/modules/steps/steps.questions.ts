import { z } from 'zod'
import { defineQuery } from '../../kernel/commands/command.ts'
import { questionShape } from '../pipelines/index.ts'

const moment = z.iso.datetime()
const titles = z.record(z.string(), z.string())
const record = z.looseObject({ id: z.uuid(), title: z.string() })
const openStep = z.object({
  id: z.uuid(),
  kind: z.uuid(),
  title: z.string().nullable(),
  dueAt: moment,
  owner: z.uuid(),
  attempt: z.int(),
  postponements: z.int(),
})
const worked = z.enum(['lead', 'deal'])
const progress = z.object({ goal: z.int().nullable(), done: z.int() })
const suggestion = z.object({ kind: z.uuid(), dueAt: moment })

/** Steps due by the end of today, the oldest promise first, with the day's plan. */
export const today = defineQuery({
  name: 'steps.today',
  path: '/today',
  needs: 'step:read',
  input: z.object({
    owner: z.union([z.uuid(), z.literal('me')]).default('me'),
    kind: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(500).default(200),
  }),
  output: z.object({
    queue: z.array(z.object({ step: openStep, entity: worked, record })),
    titles,
    counts: z.object({ overdue: z.int(), today: z.int(), done: z.int() }),
    plan: z.object({ day: progress, week: progress, month: progress }),
    next: z.object({ dueAt: moment, title: z.string(), entity: worked, id: z.uuid() }).nullable(),
  }),
})

/** Everything needed to carry out one step and to end it. */
export const stepCard = defineQuery({
  name: 'steps.card',
  path: '/step-card',
  needs: 'step:read',
  input: z.object({ step: z.uuid() }),
  output: z.object({
    step: openStep,
    entity: worked,
    record: z.looseObject({ id: z.uuid(), version: z.int() }),
    titles,
    script: z
      .object({
        id: z.uuid(),
        name: z.string(),
        opening: z.string().nullable(),
        attempt: z.int(),
        last: z.int(),
        questions: z.array(questionShape.extend({ answer: z.string().nullable() })),
      })
      .nullable(),
    /** Former answers to questions this script does not ask. */
    answered: z.array(z.object({ id: z.string(), question: z.string(), answer: z.string() })),
    stages: z.array(z.object({ id: z.uuid(), name: z.string(), probability: z.int(), suggestion })),
    reasons: z.array(z.string()),
  }),
})

/** Open and closed steps of a period, for the calendar. */
export const calendar = defineQuery({
  name: 'steps.calendar',
  path: '/calendar',
  needs: 'step:read',
  input: z.object({
    from: z.iso.datetime({ offset: true }),
    to: z.iso.datetime({ offset: true }),
    owner: z.union([z.uuid(), z.enum(['me', 'team', 'all'])]).default('me'),
  }),
  output: z.object({
    steps: z.array(
      openStep.extend({
        closedAt: moment.nullable(),
        outcome: z.string().nullable(),
        entity: worked,
        record,
      }),
    ),
    titles,
    /** More steps than are shown: narrow the period or the people. */
    truncated: z.boolean(),
  }),
})

/** Work of each person in a period against plan, and that nobody is left hanging. */
export const teamReport = defineQuery({
  name: 'steps.teamReport',
  path: '/team-report',
  needs: 'step:read',
  input: z.object({
    from: z.iso.date(),
    to: z.iso.date(),
    period: z.enum(['day', 'week', 'month']).default('day'),
    team: z.uuid().optional(),
  }),
  output: z.object({
    people: z.array(
      z.object({
        user: z.uuid(),
        open: z.int(),
        due: z.int(),
        overdue: z.int(),
        done: z.object({ result: z.int(), postponed: z.int(), refused: z.int() }),
        goal: z.object({ steps: z.int(), results: z.int() }).nullable(),
      }),
    ),
    series: z.array(z.object({ from: z.iso.date(), result: z.int(), postponed: z.int(), refused: z.int() })),
    /** Open leads and deals, and how many of them have no open step: 0 by the constraints of the database. */
    openRecords: z.int(),
    withoutNextStep: z.int(),
    titles,
  }),
})
