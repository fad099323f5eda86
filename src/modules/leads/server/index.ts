import type { ServerModule } from '../../../server/registry.ts'
import { lead } from '../lead.entity.ts'
import { conversionAnswer, convertLeadHandler } from './convert-lead.ts'

export { carryTimeline } from './duplicates.queries.ts'

export const leadsServer: ServerModule = {
  name: 'leads',
  entities: [lead],
  commands: [convertLeadHandler],
  queries: [conversionAnswer],
}
