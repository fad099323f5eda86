import { visibleThrough } from '../../../server/records/access.ts'
import type { ServerModule } from '../../../server/registry.ts'
import { note } from '../note.entity.ts'
import { mentionHooks } from './mentions.ts'

export const notesServer: ServerModule = {
  name: 'notes',
  entities: [note],
  hooks: [mentionHooks],
  visibility: {
    note: (ctx, alias) =>
      visibleThrough(ctx, alias, {
        lead_id: 'lead',
        deal_id: 'deal',
        contact_id: 'contact',
        company_id: 'company',
      }),
  },
}
