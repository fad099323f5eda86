import { defineEntity } from '../../kernel/entities/entity.ts'
import { f } from '../../kernel/fields/f.ts'
import { basisFields } from './basis.ts'

/** An organisation one sells to. */
export const company = defineEntity({
  name: 'company',
  table: 'companies',
  title: 'name',
  named: true,
  ownerField: 'owner',
  importable: true,
  extensible: true,
  fields: {
    name: f.text({ required: true, max: 200, search: true }),
    industry: f.text({ max: 120 }),
    phone: f.phone({ search: true }),
    email: f.email({ search: true }),
    website: f.url(),
    country: f.text({ max: 80 }),
    city: f.text({ max: 120 }),
    address: f.text({ max: 500 }),
    taxId: f.text({ max: 20, search: true }),
    employees: f.integer({ min: 0 }),
    annualRevenue: f.money({ min: 0 }),
    foundedYear: f.integer({ min: 1000, max: 2200 }),
    parent: f.ref('company'),
    description: f.longText(),
    externalId: f.text({ max: 100, hidden: true, search: true }),
    owner: f.ref('user'),
  },
})

/** A person one talks to. The name is one field, written as the person writes it. */
export const contact = defineEntity({
  name: 'contact',
  table: 'contacts',
  title: 'name',
  named: true,
  ownerField: 'owner',
  importable: true,
  extensible: true,
  timelineOf: ['company'],
  fields: {
    name: f.text({ required: true, max: 200, search: true }),
    company: f.ref('company'),
    jobTitle: f.text({ max: 120 }),
    department: f.text({ max: 120 }),
    phone: f.phone({ search: true, identity: 'phone' }),
    email: f.email({ search: true, identity: 'email' }),
    city: f.text({ max: 120 }),
    birthday: f.date(),
    source: f.text({ max: 120 }),
    ...basisFields,
    description: f.longText(),
    externalId: f.text({ max: 100, hidden: true, search: true }),
    owner: f.ref('user'),
  },
})
