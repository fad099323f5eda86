import { fieldLimitsShape } from '../../kernel/access/field-rights.ts'
import { grantsShape } from '../../kernel/access/rights.ts'
import { defineEntity } from '../../kernel/entities/entity.ts'
import { f } from '../../kernel/fields/f.ts'

/** Rows a person of a new role may export within a day. */
const usualExportRows = 50_000

/** What a role may do; `key` names the shipped ones so they can be found whatever they are called. */
export const role = defineEntity({
  name: 'role',
  table: 'roles',
  title: 'name',
  rightsObject: 'settings',
  fields: {
    name: f.text({ required: true, max: 80, unique: true }),
    key: f.text({ max: 40, readOnly: true, hidden: true }),
    grants: f.json(grantsShape, { required: true, default: {} }),
    /** Rows one may export within a day; empty: as many as there are. */
    exportRows: f.integer({ min: 0, max: 1_000_000_000, default: usualExportRows }),
    /** Single fields one may not change, read whole, or know of. */
    fieldLimits: f.json(fieldLimitsShape, { required: true, default: {} }),
    /** Records one reads within an hour before administrators are told; empty: any number. */
    viewsPerHour: f.integer({ min: 50, max: 100_000 }),
  },
})

/** People who share a scope "team" and one head. */
export const team = defineEntity({
  name: 'team',
  table: 'teams',
  title: 'name',
  rightsObject: 'user',
  importable: true,
  fields: {
    name: f.text({ required: true, max: 80, unique: true }),
    lead: f.ref('user'),
  },
})

/** A member of the workspace. One without an e-mail cannot sign in but can own records (brought in by import). */
export const user = defineEntity({
  name: 'user',
  table: 'users',
  title: 'name',
  rightsObject: 'user',
  importable: true,
  limitable: ['email', 'phone', 'jobTitle'],
  fields: {
    name: f.text({ required: true, max: 120, search: true }),
    email: f.email({ unique: true, search: true }),
    phone: f.phone(),
    jobTitle: f.text({ max: 120 }),
    role: f.ref('role'),
    team: f.ref('team'),
    isActive: f.boolean({ readOnly: true }),
    timeZone: f.text({ max: 60, hidden: true }),
  },
})
