import { workedNarrow } from '../../../web/records/narrow.ts'
import { type RecordScreens, stepColumn } from '../../../web/records/screens.ts'
import { workedFirstView, workedViews } from '../../../web/records/worked-views.ts'
import { suggestStep } from '../../steps/index.ts'
import { deal } from '../deal.entity.ts'

/** How deals are listed, shown and added. */
export const dealRecords: RecordScreens = {
  entity: deal,
  icon: 'deal',
  layouts: ['board', 'list'],
  views: workedViews,
  firstView: workedFirstView,
  sort: ['-updatedAt'],
  columns: ['title', 'company', 'amount', 'stage', stepColumn, 'owner', 'closeOn', 'updatedAt'],
  card: ['company', 'amount', 'stage'],
  tells: ['company', 'amount'],
  sections: [
    { id: 'main', fields: ['title', 'amount', 'closeOn', 'company', 'contact', 'product', 'source'] },
    {
      id: 'work',
      fields: ['owner', 'tags', 'stage', 'stageSince', 'status', 'closeReason', 'attempts', 'startedOn'],
    },
    { id: 'about', fields: ['description'] },
    { id: 'system', fields: ['createdAt', 'updatedAt', 'closedAt'] },
  ],
  complete: ['amount', 'company', 'contact', 'closeOn', 'source', 'product'],
  create: {
    fields: ['title', 'company', 'contact', 'amount', 'closeOn'],
    suggestStep,
  },
  narrow: {
    ...workedNarrow(deal.name),
    contact: ({ company }) =>
      typeof company === 'string' ? { field: 'company', op: 'eq', value: company } : null,
  },
  related: [
    { entity: 'contact', by: 'contact', from: 'here', tells: ['jobTitle', 'phone', 'email'] },
    { entity: 'company', by: 'company', from: 'here', tells: ['phone', 'city'] },
    { entity: 'lead', by: 'deal', tells: ['source'] },
  ],
}
