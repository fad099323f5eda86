import { defineEntity } from '../../kernel/entities/entity.ts'
import { f } from '../../kernel/fields/f.ts'

/** How a step ends. */
export const outcomes = ['result', 'postponed', 'refused'] as const
export type Outcome = (typeof outcomes)[number]

/**
 * A dated promise to a customer. It belongs to exactly one lead or deal, has an owner, and ends with one outcome.
 * Written by the verbs of this module only.
 */
export const step = defineEntity({
  name: 'step',
  table: 'steps',
  title: 'title',
  ownerField: 'owner',
  softDelete: false,
  timelineOf: ['lead', 'deal'],
  partOf: ['lead', 'deal'],
  fields: {
    title: f.text({ readOnly: true, max: 300 }),
    lead: f.ref('lead', { readOnly: true }),
    deal: f.ref('deal', { readOnly: true }),
    kind: f.ref('stepKind', { readOnly: true }),
    dueAt: f.dateTime({ readOnly: true }),
    owner: f.ref('user', { readOnly: true }),
    attempt: f.integer({ readOnly: true }),
    postponements: f.integer({ readOnly: true }),
    outcome: f.choice(outcomes, { readOnly: true }),
    outcomeNote: f.longText({ readOnly: true }),
    reason: f.text({ readOnly: true, max: 300 }),
    changedOffer: f.text({ readOnly: true, max: 500 }),
    closedAt: f.dateTime({ readOnly: true }),
    closedBy: f.ref('user', { readOnly: true }),
    followedBy: f.ref('step', { readOnly: true }),
  },
})

/** How many steps a person means to close in a period; one row per person and period kind. */
export const plan = defineEntity({
  name: 'plan',
  table: 'plans',
  title: 'period',
  ownerField: 'user',
  softDelete: false,
  fields: {
    user: f.ref('user', { required: true, createOnly: true }),
    period: f.choice(['day', 'week', 'month'], { required: true, createOnly: true }),
    steps: f.integer({ required: true, min: 0, max: 10_000 }),
    results: f.integer({ min: 0, max: 10_000 }),
  },
})
