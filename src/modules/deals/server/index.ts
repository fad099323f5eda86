import type { ServerModule } from '../../../server/registry.ts'
import { deal } from '../deal.entity.ts'

export const dealsServer: ServerModule = { name: 'deals', entities: [deal] }
