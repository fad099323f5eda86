import type { Action, Grants, Scope } from '../../../kernel/access/rights.ts'

export type RoleKey = 'administrator' | 'head_of_sales' | 'sales_manager' | 'analyst'

export interface DefaultRole {
  key: RoleKey
  name: string
  grants: Grants
}

type Rights = Partial<Record<Action, Scope>>

const everything: Rights = {
  read: 'all',
  create: 'all',
  update: 'all',
  delete: 'all',
  import: 'all',
  export: 'all',
}
const reading: Rights = { read: 'all' }

/** Objects a role's rights are written about. */
export const objects = [
  'lead',
  'deal',
  'contact',
  'company',
  'product',
  'tag',
  'step',
  'note',
  'file',
  'plan',
  'view',
  'user',
  'settings',
  'import',
  'audit',
] as const
type RightsObject = (typeof objects)[number]

const grants: Record<RoleKey, Partial<Record<RightsObject, Rights>>> = {
  administrator: Object.fromEntries(objects.map((object) => [object, everything])),
  head_of_sales: {
    lead: everything,
    deal: everything,
    contact: everything,
    company: everything,
    product: everything,
    tag: everything,
    step: { read: 'all', update: 'all', export: 'all' },
    note: { read: 'all', create: 'all', update: 'own', delete: 'all' },
    file: { read: 'all', create: 'all', update: 'own', delete: 'all' },
    plan: everything,
    view: { read: 'all', create: 'all', update: 'own', delete: 'own' },
    user: reading,
    settings: reading,
    import: { read: 'all', create: 'all', update: 'all', delete: 'own' },
  },
  // Sees the team's customers, to stand in for a colleague, and changes only what is theirs. Contacts and
  // companies are seen by everybody: a customer known to one colleague must not be entered again by another.
  sales_manager: {
    lead: { read: 'team', create: 'own', update: 'own' },
    deal: { read: 'team', create: 'own', update: 'own' },
    contact: { read: 'all', create: 'own', update: 'team' },
    company: { read: 'all', create: 'own', update: 'team' },
    product: reading,
    tag: { read: 'all', create: 'all' },
    step: { read: 'team', update: 'own' },
    note: { read: 'team', create: 'own', update: 'own', delete: 'own' },
    file: { read: 'team', create: 'own', update: 'own', delete: 'own' },
    plan: { read: 'own' },
    view: { read: 'all', create: 'own', update: 'own', delete: 'own' },
    user: reading,
    settings: reading,
  },
  analyst: {
    ...Object.fromEntries(objects.map((object) => [object, { read: 'all', export: 'all' }])),
    view: { read: 'all', create: 'own', update: 'own', delete: 'own' },
    import: { read: 'all' },
    // What everybody does is not for analysis.
    audit: {},
  },
}

const names: Record<'ru' | 'en', Record<RoleKey, string>> = {
  ru: {
    administrator: 'Администратор',
    head_of_sales: 'Руководитель продаж',
    sales_manager: 'Менеджер по продажам',
    analyst: 'Аналитик',
  },
  en: {
    administrator: 'Administrator',
    head_of_sales: 'Head of sales',
    sales_manager: 'Sales manager',
    analyst: 'Analyst',
  },
}

/** The roles a new workspace begins with. */
export function defaultRoles(locale: 'ru' | 'en'): DefaultRole[] {
  return (Object.keys(grants) as RoleKey[]).map((key) => ({
    key,
    name: names[locale][key],
    grants: grants[key],
  }))
}
