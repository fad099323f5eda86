import { defineWebModule } from '../../../web/app/web-module.ts'
import { defineRecords } from '../../../web/records/define-records.tsx'
import { companyRecords, contactRecords } from './customer-records.ts'

const contacts = defineRecords(contactRecords, { group: 'customers', order: 10, key: 'c' })
const companies = defineRecords(companyRecords, { group: 'customers', order: 20, key: 'o' })

/** People and organisations. */
export const customersWeb = defineWebModule({
  name: 'customers',
  entities: [...contacts.entities, ...companies.entities],
  nav: [...contacts.nav, ...companies.nav],
  screens: [...contacts.screens, ...companies.screens],
  create: [...contacts.create, ...companies.create],
  records: [...contacts.records, ...companies.records],
})
