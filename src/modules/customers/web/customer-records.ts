import type { RecordScreens } from '../../../web/records/screens.ts'
import { company, contact } from '../customers.entity.ts'

/** How contacts are listed, shown and added. */
export const contactRecords: RecordScreens = {
  entity: contact,
  icon: 'contact',
  layouts: ['list'],
  views: [
    { id: 'all', filter: { all: [] } },
    { id: 'mine', filter: { field: 'owner', op: 'eq', value: { me: true } } },
    { id: 'no-deals', filter: { related: 'deals', count: { op: 'eq', value: 0 } } },
    {
      id: 'no-phone',
      filter: {
        all: [
          { field: 'phone', op: 'empty' },
          { field: 'email', op: 'empty' },
        ],
      },
    },
  ],
  sort: ['-createdAt'],
  columns: ['name', 'company', 'jobTitle', 'phone', 'email', 'city', 'owner', 'createdAt'],
  card: ['company', 'jobTitle', 'phone'],
  tells: ['company', 'jobTitle', 'phone'],
  sections: [
    { id: 'contacts', fields: ['name', 'company', 'jobTitle', 'phone', 'email', 'city', 'birthday'] },
    { id: 'work', fields: ['owner', 'tags', 'source'] },
    { id: 'about', fields: ['description'] },
    { id: 'basis', fields: ['basis', 'basisOn', 'basisSource'] },
    { id: 'system', fields: ['createdAt', 'updatedAt'] },
  ],
  complete: ['phone', 'email', 'company', 'jobTitle', 'city', 'birthday', 'source'],
  create: {
    fields: ['name', 'phone', 'email', 'company', 'jobTitle'],
    fromLine: { name: 'name', phone: 'phone', email: 'email', company: 'company', jobTitle: 'jobTitle' },
    same: ['name', 'phone', 'email', 'company', 'city', 'birthday'],
  },
  related: [
    { entity: 'deal', by: 'contact', tells: ['amount'] },
    { entity: 'company', by: 'company', from: 'here', tells: ['phone', 'city'] },
    { entity: 'lead', by: 'contact', tells: ['source'] },
  ],
}

/** How companies are listed, shown and added. */
export const companyRecords: RecordScreens = {
  entity: company,
  icon: 'company',
  layouts: ['list'],
  views: [
    { id: 'all', filter: { all: [] } },
    { id: 'mine', filter: { field: 'owner', op: 'eq', value: { me: true } } },
    {
      id: 'with-open-deals',
      filter: {
        related: 'deals',
        where: { field: 'status', op: 'eq', value: 'open' },
        count: { op: 'gte', value: 1 },
      },
    },
  ],
  sort: ['-createdAt'],
  columns: ['name', 'industry', 'phone', 'website', 'city', 'taxId', 'employees', 'owner', 'createdAt'],
  card: ['industry', 'city', 'phone'],
  tells: ['industry', 'city', 'phone'],
  sections: [
    { id: 'contacts', fields: ['name', 'phone', 'email', 'website', 'country', 'city', 'address'] },
    { id: 'main', fields: ['industry', 'taxId', 'employees', 'annualRevenue', 'foundedYear', 'parent'] },
    { id: 'work', fields: ['owner', 'tags'] },
    { id: 'about', fields: ['description'] },
    { id: 'system', fields: ['createdAt', 'updatedAt'] },
  ],
  complete: ['phone', 'email', 'website', 'city', 'address', 'industry', 'taxId', 'employees'],
  create: {
    fields: ['name', 'phone', 'email', 'website', 'city', 'taxId'],
    same: ['name', 'phone', 'email', 'website', 'city', 'taxId'],
  },
  related: [
    { entity: 'contact', by: 'company', tells: ['jobTitle', 'phone'] },
    { entity: 'deal', by: 'company', tells: ['amount'] },
    { entity: 'lead', by: 'company', tells: ['source'] },
    { entity: 'company', by: 'parent', tells: ['city'] },
  ],
}
