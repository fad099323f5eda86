import { defineEntity } from '../../kernel/entities/entity.ts'
import { f } from '../../kernel/fields/f.ts'
import { answersShape } from '../../kernel/fields/types/json.ts'
import { basisFields } from '../customers/index.ts'

/** Unqualified demand: somebody who may become a customer. Won means converted. */
export const lead = defineEntity({
  name: 'lead',
  table: 'leads',
  title: 'name',
  named: true,
  worked: true,
  ownerField: 'owner',
  importable: true,
  extensible: true,
  timelineOf: ['contact', 'company'],
  fields: {
    name: f.text({ required: true, max: 200, search: true }),
    companyName: f.text({ max: 200, search: true }),
    jobTitle: f.text({ max: 120 }),
    phone: f.phone({ search: true }),
    email: f.email({ search: true }),
    website: f.url(),
    city: f.text({ max: 120 }),
    source: f.text({ max: 120 }),
    ...basisFields,
    budget: f.money({ min: 0 }),
    score: f.integer({ min: 0, max: 100 }),
    attempts: f.integer({ min: 0, max: 1_000_000 }),
    description: f.longText(),
    answers: f.json(answersShape, { hidden: true }),
    externalId: f.text({ max: 100, hidden: true, search: true }),
    pipeline: f.ref('pipeline', { required: true }),
    stage: f.ref('stage', { required: true }),
    owner: f.ref('user', { required: true }),
    contact: f.ref('contact', { readOnly: true }),
    company: f.ref('company', { readOnly: true }),
    deal: f.ref('deal', { readOnly: true }),
  },
})
