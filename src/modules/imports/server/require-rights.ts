import { type Action, scopeOf } from '../../../kernel/access/rights.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { type FieldProblem, fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import type { ImportSettings } from '../import-settings.ts'
import { targetsOf } from '../targets.ts'

/** Refuses an import its actor may not make: asked when it is set up and again when it begins. */
export function requireRights(ctx: Ctx, { entity: name, columns, match }: ImportSettings): void {
  const require = (object: string, action: Action) => {
    if (scopeOf(ctx.actor, object, action) === 'no') fail('access.denied', { right: `${object}:${action}` })
  }
  // A noun of the workspace's own may never have been there, or be out of use by now.
  const noun = ctx.registry.catalog.find(name)
  if (!noun) fail('input.invalid', {}, [{ field: 'settings.entity', error: 'value.not-found' }])
  const { rightsObject } = noun
  require(rightsObject, 'import')
  require(rightsObject, 'create')
  if (Object.values(columns).includes('note')) require('note', 'create')
  const limited = limitedTargets(ctx, noun)
  const problems = [
    ...Object.entries(columns).flatMap(([heading, key]) => (limited.has(key) ? [heading] : [])),
    ...(match.some((field) => noun.fields[field]?.limit) ? ['match'] : []),
  ].map((field): FieldProblem => ({ field, error: 'value.not-editable' }))
  if (problems.length > 0) fail('import.mapping-invalid', {}, problems)
}

/** What the columns of a file may feed but for the role of who brings it in. */
function limitedTargets(ctx: Ctx, noun: Entity): Set<string> {
  const limited = targetsOf(noun).filter(({ field, linked }) => {
    const of = linked ? ctx.registry.catalog.find(linked.noun.name) : noun
    const name = linked?.field ?? field
    return name !== null && of?.fields[name]?.limit !== undefined
  })
  return new Set(limited.map(({ key }) => key))
}
