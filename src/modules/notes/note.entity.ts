import { defineEntity } from '../../kernel/entities/entity.ts'
import { f } from '../../kernel/fields/f.ts'

/** Something written down about a customer, or a call, letter or meeting logged by hand. */
export const note = defineEntity({
  name: 'note',
  table: 'notes',
  title: 'text',
  ownerField: 'author',
  timelineOf: ['lead', 'deal', 'contact', 'company'],
  fields: {
    text: f.longText({ required: true, search: true }),
    kind: f.choice(['note', 'call', 'mail', 'meeting'], {
      required: true,
      default: 'note',
      createOnly: true,
    }),
    lead: f.ref('lead', { createOnly: true }),
    deal: f.ref('deal', { createOnly: true }),
    contact: f.ref('contact', { createOnly: true }),
    company: f.ref('company', { createOnly: true }),
    isPinned: f.boolean({ default: false }),
    /** Colleagues the text speaks to (`@[id]`). */
    mentions: f.refs('user', { readOnly: true }),
    author: f.ref('user', { readOnly: true }),
  },
})
