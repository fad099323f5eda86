import type { FieldLimits } from '../../kernel/access/field-rights.ts'
import { limitedEntities } from '../../kernel/access/field-rights.ts'
import type { Actor } from '../../kernel/access/rights.ts'
import { entityCatalog } from '../../kernel/entities/catalog.ts'
import type { Ctx } from '../context.ts'
import type { Registry } from '../registry.ts'

/**
 * The registry as an actor has it: fields his role is limited in say so, wherever a noun is taken from it. That is the
 * one place limits come from; lists, filters, search and writing ask the fields.
 */
export function registryFor(registry: Registry, { via, fieldLimits }: Actor): Registry {
  if (via === 'system' || !fieldLimits || Object.keys(fieldLimits).length === 0) return registry
  const known = made.get(registry) ?? new Map<string, Registry>()
  made.set(registry, known)
  const key = JSON.stringify(fieldLimits)
  const limited = known.get(key) ?? limit(registry, fieldLimits)
  known.delete(key)
  known.set(key, limited)
  // Roles are few, but each may have been changed many times.
  if (known.size > mostKept) known.delete(known.keys().next().value!)
  return limited
}

/** The same act done by somebody else: with his rights and with what he knows. */
export function actingAs(ctx: Ctx, actor: Actor): Ctx {
  return { ...ctx, actor, registry: registryFor(whole.get(ctx.registry) ?? ctx.registry, actor) }
}

const mostKept = 50
const made = new WeakMap<Registry, Map<string, Registry>>()
/** What a limited registry was made of. */
const whole = new WeakMap<Registry, Registry>()

function limit(registry: Registry, limits: FieldLimits): Registry {
  const entities = limitedEntities(registry.entities, limits)
  const limited = { ...registry, entities, catalog: entityCatalog(entities) }
  whole.set(limited, registry)
  return limited
}
