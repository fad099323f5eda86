import { defineEntity } from '../../kernel/entities/entity.ts'
import { f } from '../../kernel/fields/f.ts'
import { answersShape } from '../../kernel/fields/types/json.ts'

/** A sale being worked on. */
export const deal = defineEntity({
  name: 'deal',
  table: 'deals',
  title: 'title',
  worked: true,
  ownerField: 'owner',
  importable: true,
  extensible: true,
  timelineOf: ['contact', 'company'],
  fields: {
    title: f.text({ required: true, max: 200, search: true }),
    company: f.ref('company'),
    contact: f.ref('contact'),
    product: f.ref('product'),
    amount: f.money({ min: 0 }),
    closeOn: f.date(),
    startedOn: f.date(),
    source: f.text({ max: 120 }),
    attempts: f.integer({ min: 0, max: 1_000_000 }),
    description: f.longText(),
    answers: f.json(answersShape, { hidden: true }),
    externalId: f.text({ max: 100, hidden: true, search: true }),
    pipeline: f.ref('pipeline', { required: true }),
    stage: f.ref('stage', { required: true }),
    owner: f.ref('user', { required: true }),
  },
})
