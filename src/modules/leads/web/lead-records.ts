import { workedNarrow } from '../../../web/records/narrow.ts'
import { type RecordScreens, stepColumn } from '../../../web/records/screens.ts'
import { workedFirstView, workedViews } from '../../../web/records/worked-views.ts'
import { suggestStep } from '../../steps/index.ts'
import { lead } from '../lead.entity.ts'

/** How leads are listed, shown, added and converted. */
export const leadRecords: RecordScreens = {
  entity: lead,
  icon: 'lead',
  layouts: ['list', 'board'],
  views: workedViews,
  firstView: workedFirstView,
  sort: ['-createdAt'],
  columns: ['name', 'companyName', 'phone', 'stage', stepColumn, 'owner', 'source', 'score', 'createdAt'],
  card: ['companyName', 'phone', 'stage', 'score'],
  tells: ['companyName', 'phone', 'budget'],
  sections: [
    { id: 'contacts', fields: ['name', 'companyName', 'jobTitle', 'phone', 'email', 'website', 'city'] },
    {
      id: 'work',
      fields: [
        'owner',
        'tags',
        'stage',
        'stageSince',
        'status',
        'closeReason',
        'source',
        'budget',
        'score',
        'attempts',
      ],
    },
    { id: 'about', fields: ['description'] },
    { id: 'basis', fields: ['basis', 'basisOn', 'basisSource'] },
    { id: 'system', fields: ['createdAt', 'updatedAt', 'closedAt'] },
  ],
  complete: ['phone', 'email', 'companyName', 'jobTitle', 'city', 'source', 'budget'],
  create: {
    fields: ['name', 'phone', 'email', 'companyName', 'source'],
    fromLine: { name: 'name', phone: 'phone', email: 'email', company: 'companyName', jobTitle: 'jobTitle' },
    same: ['name', 'phone', 'email', 'companyName', 'city'],
    suggestStep,
  },
  narrow: workedNarrow(lead.name),
  related: [
    { entity: 'contact', by: 'contact', from: 'here', tells: ['jobTitle', 'phone', 'email'] },
    { entity: 'company', by: 'company', from: 'here', tells: ['phone', 'city'] },
    { entity: 'deal', by: 'deal', from: 'here', tells: ['amount'] },
  ],
  acts: [
    {
      id: 'lead.convert',
      titleKey: 'leads.convert.act',
      icon: 'forward',
      needs: 'lead:update',
      fits: (row) => row.status === 'open',
      load: async () => (await import('./convert/convert-dialog.tsx')).ConvertDialog,
    },
  ],
}
