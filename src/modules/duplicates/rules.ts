import type { Repeat } from '../../kernel/commands/next-time.ts'
import type { KindName } from '../../kernel/matching/kinds.ts'
import type { Comparison } from '../../kernel/matching/model.ts'

/** Kinds of records that are compared, in the order a scan goes through them. */
export const comparedKinds = ['company', 'contact', 'lead'] as const
export type ComparedKind = (typeof comparedKinds)[number]

/** Which fields of a kind tell whether two records are one, and as what they are compared. */
const rules = {
  company: {
    name: 'companyName',
    taxId: 'idNumber',
    phone: 'phone',
    email: 'email',
    website: 'site',
    city: 'city',
    address: 'words',
  },
  contact: {
    name: 'personName',
    phone: 'phone',
    email: 'email',
    birthday: 'date',
    city: 'city',
    company: 'reference',
  },
  lead: {
    name: 'personName',
    companyName: 'companyName',
    phone: 'phone',
    email: 'email',
    city: 'city',
  },
} as const satisfies Record<ComparedKind, Readonly<Record<string, KindName>>>

/** Kinds whose words differ in how common they are. */
const weighed: ReadonlySet<KindName> = new Set(['personName', 'companyName', 'city'])

/** Agreement on these makes a record one to be asked about, whatever else differs. */
const sure: ReadonlySet<string> = new Set(['phone.same', 'email.same', 'idNumber.same'])

const comparisons: ReadonlyMap<ComparedKind, readonly Comparison[]> = new Map(
  comparedKinds.map((kind) => [
    kind,
    Object.entries(rules[kind]).map(([field, as]): Comparison => ({ field, kind: as })),
  ]),
)

/** The comparisons of a kind. */
export function comparisonsOf(kind: ComparedKind): readonly Comparison[] {
  return comparisons.get(kind) ?? []
}

/** Whether shared words of a comparison are weighed by their rarity. */
export function isWeighed({ kind }: Comparison): boolean {
  return weighed.has(kind)
}

export function isSure(code: string): boolean {
  return sure.has(code)
}

/** Among what a new record of a kind is looked for: a lead may come from somebody known already. */
export const soughtAmong: Readonly<Record<ComparedKind, readonly ComparedKind[]>> = {
  company: ['company'],
  contact: ['contact', 'lead'],
  lead: ['lead', 'contact'],
}

export function isCompared(name: string): name is ComparedKind {
  return (comparedKinds as readonly string[]).includes(name)
}

/**
 * How likely two records that meet under a key are one before anything about them is compared: less in a large base, which
 * has more namesakes. From 1 in 1,000 among a thousand records it falls with the square root of their number.
 */
export function priorAmong(records: number): number {
  return 1e-3 * Math.sqrt(1000 / Math.max(1000, records))
}

/** Share of certainty from which a record is worth naming while one types. */
export const hintFrom = 0.5

/** What holds until the workspace says otherwise, in percent. */
export const defaultThresholds = { reviewFrom: 70, refuseFrom: 90 }

/** How often all records are searched until the workspace says otherwise. */
export const defaultScanEvery: Repeat = 'week'
