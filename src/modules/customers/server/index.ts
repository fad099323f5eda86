import type { ServerModule } from '../../../server/registry.ts'
import { company, contact } from '../customers.entity.ts'

export const customersServer: ServerModule = { name: 'customers', entities: [company, contact] }
