import { type Action, scopeOf } from '../../../kernel/access/rights.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import type { ImportSettings } from '../import-settings.ts'

/** Refuses an import its actor may not make: asked when it is set up and again when it begins. */
export function requireRights(ctx: Ctx, { entity: name, columns }: ImportSettings): void {
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
}
