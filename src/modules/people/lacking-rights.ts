import { type FieldLimits, fieldLevels } from '../../kernel/access/field-rights.ts'
import { type Action, actions, type Grants, grantOf, scopes } from '../../kernel/access/rights.ts'

/** Rights of `wanted`, as `object:action`, that go further than those of `holder`: nobody may give them away. */
export function lackingRights(holder: Grants, wanted: Grants): string[] {
  // What one of them does not name may still be granted to it: an object of the workspace's own.
  const objects = [...new Set([...Object.keys(wanted), ...Object.keys(holder)])]
  const reach = (grants: Grants, object: string, action: Action) =>
    scopes.indexOf(grantOf(grants, object, action))
  return objects.flatMap((object) =>
    actions
      .filter((action) => reach(wanted, object, action) > reach(holder, object, action))
      .map((action) => `${object}:${action}`),
  )
}

/** Fields, as `object.field`, of which one with limits `wanted` may do more than the holder may. */
export function lackingFields(holder: FieldLimits, wanted: FieldLimits): string[] {
  return Object.entries(holder).flatMap(([noun, fields]) =>
    Object.entries(fields)
      .filter(([field, limit]) => {
        const given = wanted[noun]?.[field] ?? 'edit'
        return fieldLevels.indexOf(given) < fieldLevels.indexOf(limit)
      })
      .map(([field]) => `${noun}.${field}`),
  )
}
