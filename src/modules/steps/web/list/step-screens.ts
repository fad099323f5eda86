import type { RecordScreens } from '../../../../web/records/screens.ts'
import { step } from '../../step.entity.ts'

/** All steps as a list, for the numbers that count them; nothing leads there from the menu. */
export const stepScreens: RecordScreens = {
  entity: step,
  icon: 'today',
  layouts: ['list'],
  views: [
    {
      id: 'mine',
      filter: {
        all: [
          { field: 'owner', op: 'eq', value: { me: true } },
          { field: 'closedAt', op: 'empty' },
        ],
      },
    },
    { id: 'open', filter: { field: 'closedAt', op: 'empty' } },
    { id: 'closed', filter: { field: 'closedAt', op: 'notEmpty' }, sort: ['-closedAt'] },
  ],
  sort: ['dueAt'],
  columns: ['title', 'lead', 'deal', 'kind', 'dueAt', 'owner', 'outcome', 'closedAt', 'outcomeNote'],
  card: ['lead', 'deal', 'dueAt', 'outcome'],
  tells: ['lead', 'deal', 'dueAt'],
  sections: [],
  complete: [],
  create: { fields: [] },
  related: [],
}
