import { defineWebModule } from '../../../web/app/web-module.ts'
import { defineRecords } from '../../../web/records/define-records.tsx'
import { leadRecords } from './lead-records.ts'

/** Leads as a list and a board, and their conversion. */
export const leadsWeb = defineWebModule({
  name: 'leads',
  ...defineRecords(leadRecords, { group: 'work', order: 20, key: 'l', phoneOrder: 2 }),
})
