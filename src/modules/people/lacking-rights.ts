import { type FieldLimits, fieldLevels } from '../../kernel/access/field-rights.ts'
import { type Action, type Grants, scopes } from '../../kernel/access/rights.ts'

/** Rights of `wanted`, as `object:action`, that go further than those of `holder`: nobody may give them away. */
export function lackingRights(holder: Grants, wanted: Grants): string[] {
  return Object.entries(wanted).flatMap(([object, rights]) =>
    Object.entries(rights)
      .filter(
        ([action, scope]) =>
          scopes.indexOf(scope) > scopes.indexOf(holder[object]?.[action as Action] ?? 'no'),
      )
      .map(([action]) => `${object}:${action}`),
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
