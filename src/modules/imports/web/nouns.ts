import type { Entity } from '../../../kernel/entities/entity.ts'
import type { IconName } from '../../../web/ui/icon.tsx'
import { company, contact } from '../../customers/index.ts'
import { deal } from '../../deals/index.ts'
import { lead } from '../../leads/index.ts'
import { team, user } from '../../people/index.ts'
import { product } from '../../products/index.ts'
import type { Kind } from './import-record.ts'

const known: Record<Kind, { noun: Entity; icon: IconName }> = {
  lead: { noun: lead, icon: 'lead' },
  contact: { noun: contact, icon: 'contact' },
  company: { noun: company, icon: 'company' },
  deal: { noun: deal, icon: 'deal' },
  product: { noun: product, icon: 'product' },
  user: { noun: user, icon: 'user' },
  team: { noun: team, icon: 'team' },
}

/** The kinds of records a file may hold, in the order they are offered. */
export const kinds = Object.keys(known) as Kind[]

/** All nouns that can be brought in. */
export const importedNouns: readonly Entity[] = kinds.map((kind) => known[kind].noun)

export const nounOf = (kind: Kind): Entity => known[kind].noun
export const iconOf = (kind: Kind): IconName => known[kind].icon

/** Where the records of a kind are listed. */
export function listOf(kind: Kind): { to: string; search?: Record<string, unknown> } {
  if (kind === 'user' || kind === 'team') return { to: `/settings/${known[kind].noun.table}` }
  return { to: `/${known[kind].noun.table}`, search: { view: 'all', sort: '-createdAt' } }
}
