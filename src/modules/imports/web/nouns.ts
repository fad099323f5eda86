import { isCustom } from '../../../kernel/entities/custom-name.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { allNouns } from '../../../web/app/registry.ts'
import type { IconName } from '../../../web/ui/icon.tsx'
import { company, contact } from '../../customers/index.ts'
import { deal } from '../../deals/index.ts'
import { lead } from '../../leads/index.ts'
import { team, user } from '../../people/index.ts'
import { product } from '../../products/index.ts'
import type { Kind } from './import-record.ts'

const known: Record<Exclude<Kind, `x_${string}`>, { noun: Entity; icon: IconName }> = {
  lead: { noun: lead, icon: 'lead' },
  contact: { noun: contact, icon: 'contact' },
  company: { noun: company, icon: 'company' },
  deal: { noun: deal, icon: 'deal' },
  product: { noun: product, icon: 'product' },
  user: { noun: user, icon: 'user' },
  team: { noun: team, icon: 'team' },
}

/** The kinds of records a file may hold, in the order they are offered; the nouns of one's own come last. */
export const kinds = (): Kind[] => [
  ...(Object.keys(known) as Kind[]),
  ...allNouns().entities.flatMap(({ name }) => (isCustom(name) ? [name as Kind] : [])),
]

/** The shipped nouns that can be brought in. */
export const shippedNouns: readonly Entity[] = Object.values(known).map(({ noun }) => noun)

/** All nouns that can be brought in. */
export const importedNouns = (): readonly Entity[] => kinds().map(nounOf)

const shipped = (kind: Kind) => (isOwn(kind) ? null : known[kind])
const isOwn = (kind: Kind): kind is `x_${string}` => isCustom(kind)

export const nounOf = (kind: Kind): Entity => shipped(kind)?.noun ?? allNouns().entity(kind)
export const iconOf = (kind: Kind): IconName => shipped(kind)?.icon ?? 'object'

/** Where the records of a kind are listed. */
export function listOf(kind: Kind): { to: string; search?: Record<string, unknown> } {
  const { table } = nounOf(kind)
  if (kind === 'user' || kind === 'team') return { to: `/settings/${table}` }
  return { to: `/${table}`, search: { view: 'all', sort: '-createdAt' } }
}
