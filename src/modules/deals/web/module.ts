import { defineWebModule } from '../../../web/app/web-module.ts'
import { defineRecords } from '../../../web/records/define-records.tsx'
import { dealRecords } from './deal-records.ts'

/** Deals as a board and a list. */
export const dealsWeb = defineWebModule({
  name: 'deals',
  ...defineRecords(dealRecords, { group: 'work', order: 30, key: 'd', phoneOrder: 3 }),
})
