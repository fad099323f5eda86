import type { Money } from '../../../kernel/fields/types/money.ts'
import type { RoleKey } from '../../people/index.ts'
import type { Refusal, SalesModel, StageKey, StepKindKey } from '../../pipelines/index.ts'
import type { TagColour } from '../../tags/index.ts'

/** What a sample company is made from; the same request always makes the same company. */
export interface SampleRequest {
  seed: string
  locale: 'ru' | 'en'
  /** The moment the company is looked at; everything that happened lies before it. */
  now: Date
  /** ISO 3166 alpha-2, ISO 4217 and IANA names of the workspace. */
  country: string
  currency: string
  timeZone: string
  /** Whose pipelines the stories walk through; "collaborative" when not given. */
  model?: SalesModel
}

/** Points at another part of the same sample: `company-17`, `user-crane`. */
export type Key = string

/** A whole company as plain values. Records name each other by key; moments are ISO strings in UTC. */
export interface SampleCompany {
  profile: SampleProfile
  teams: SampleTeam[]
  users: SampleUser[]
  plans: SamplePlan[]
  products: SampleProduct[]
  tags: SampleTag[]
  views: SampleView[]
  companies: SampleCustomerCompany[]
  contacts: SampleContact[]
  leads: SampleLead[]
  deals: SampleDeal[]
  notes: SampleNote[]
}

export interface SampleProfile {
  name: string
  slogan: string
  country: string
  currency: string
  timeZone: string
  website: string
  email: string
  phone: string
}

export interface SampleTeam {
  key: Key
  name: string
  lead: Key
}

export interface SampleUser {
  key: Key
  name: string
  email: string
  phone: string
  jobTitle: string
  role: RoleKey
  team: Key | null
  timeZone: string
}

export interface SamplePlan {
  user: Key
  period: 'day' | 'week' | 'month'
  steps: number
  results: number
}

export interface SampleProduct {
  key: Key
  name: string
  sku: string
  category: string
  price: Money
}

export interface SampleTag {
  key: Key
  name: string
  colour: TagColour
}

/** A list of the records of a kind that bear a tag, for everybody. */
export interface SampleView {
  key: Key
  entity: 'company' | 'deal'
  name: string
  tag: Key
  columns: string[]
}

export interface SampleCustomerCompany {
  key: Key
  createdAt: string
  name: string
  industry: string
  phone: string
  email: string
  website: string | null
  country: string
  city: string
  address: string
  taxId: string | null
  employees: number
  annualRevenue: Money
  foundedYear: number
  tags: Key[]
  owner: Key
}

export interface SampleContact {
  key: Key
  createdAt: string
  name: string
  company: Key | null
  jobTitle: string
  phone: string
  email: string | null
  city: string
  birthday: string | null
  tags: Key[]
  source: string
  owner: Key
}

/** A dated promise. The attempt counts the tries at the same stage, from 1. */
export interface PlannedStep {
  kind: StepKindKey
  title: string
  dueAt: string
  attempt: number
}

/**
 * What happened to a lead or a deal, in order. All but `created` and `noted` close the step planned by the
 * happening before; `next` is the step that follows.
 */
export type Happening = { at: string; by: Key } & (
  | { type: 'created'; next: PlannedStep }
  | { type: 'noted'; kind: 'note' | 'call' | 'mail' | 'meeting'; text: string }
  | { type: 'result'; note: string; answers: Record<string, string>; stage: StageKey; next: PlannedStep }
  | { type: 'postponed'; note: string; reason: string | null; changedOffer: string | null; next: PlannedStep }
  | {
      type: 'parked'
      note: string
      reason: string
      refusal: Refusal
      returnInMonths: 3 | 6 | 12
      next: PlannedStep
    }
  | { type: 'lost'; note: string; reason: string; refusal: Refusal }
  | { type: 'won'; note: string }
  | { type: 'converted'; note: string; contact: Key; company: Key; deal: Key }
)

/** What a lead and a deal share: where they stand and how they came there. */
export interface Worked {
  key: Key
  owner: Key
  createdAt: string
  source: string
  stage: StageKey
  status: 'open' | 'won' | 'lost'
  /** Question id to what was answered, collected along the way. */
  answers: Record<string, string>
  history: Happening[]
  /** The open step of an open record; null of a closed one. */
  currentStep: PlannedStep | null
}

export interface SampleLead extends Worked {
  name: string
  companyName: string | null
  jobTitle: string | null
  phone: string
  email: string | null
  city: string
  budget: Money | null
  score: number
  description: string
}

export interface SampleDeal extends Worked {
  title: string
  company: Key
  contact: Key
  product: Key
  amount: Money
  tags: Key[]
  /** Calendar day, `2026-12-05`. */
  closeOn: string | null
  startedOn: string
  /** The lead it grew from; its first happening is that lead's conversion. */
  lead: Key | null
}

/** Something worth knowing, kept with a company or a contact. */
export interface SampleNote {
  at: string
  author: Key
  company: Key | null
  contact: Key | null
  kind: 'note' | 'call' | 'mail' | 'meeting'
  text: string
  isPinned: boolean
}
