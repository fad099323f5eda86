import { f } from '../../kernel/fields/f.ts'

/** Why a person's data may be kept: 152-FZ, article 6; GDPR, article 6. */
export const bases = ['consent', 'contract', 'legitimateInterest', 'legalObligation', 'employee'] as const
export type Basis = (typeof bases)[number]

/** The basis, the day it is from, and where it can be seen: a form, a contract, a fair. */
export const basisFields = {
  basis: f.choice(bases),
  basisOn: f.date(),
  basisSource: f.text({ max: 300 }),
}
