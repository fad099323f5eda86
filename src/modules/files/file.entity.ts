import { defineEntity } from '../../kernel/entities/entity.ts'
import { f } from '../../kernel/fields/f.ts'

/** Nouns with a ref field of their own; records of nouns a workspace has added are named by `object` and `objectRecord`. */
export const fileSubjects = ['lead', 'deal', 'contact', 'company'] as const

/** A file attached to a record; written by the verbs of this module. The same bytes are stored once. */
export const file = defineEntity({
  name: 'file',
  table: 'files',
  title: 'name',
  ownerField: 'author',
  timelineOf: [...fileSubjects, 'objectRecord'],
  fields: {
    name: f.text({ readOnly: true, max: 200 }),
    size: f.integer({ readOnly: true }),
    mediaType: f.text({ readOnly: true, max: 100 }),
    sha256: f.text({ readOnly: true, hidden: true, max: 64 }),
    /** `checking` until the virus scanner has looked at it. */
    state: f.choice(['ready', 'checking', 'infected'], { readOnly: true }),
    lead: f.ref('lead', { readOnly: true }),
    deal: f.ref('deal', { readOnly: true }),
    contact: f.ref('contact', { readOnly: true }),
    company: f.ref('company', { readOnly: true }),
    note: f.ref('note', { readOnly: true }),
    object: f.text({ readOnly: true, hidden: true, max: 50 }),
    objectRecord: f.text({ readOnly: true, hidden: true, max: 36 }),
    /** The field it came for, as `deal.x_contract`; for good, also when another file has taken its place. */
    inField: f.text({ readOnly: true, hidden: true, max: 130 }),
    author: f.ref('user', { readOnly: true }),
  },
})
