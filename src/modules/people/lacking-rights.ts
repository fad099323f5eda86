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
