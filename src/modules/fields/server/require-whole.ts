import { addComputedFields } from '../../../kernel/entities/computed-fields.ts'
import { type CustomField, type Named, wordOf } from '../../../kernel/entities/custom-model.ts'
import { entitiesOf } from '../../../kernel/entities/own-entities.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { FormulaProblem } from '../../../kernel/formula/formula-problem.ts'
import type { Ctx } from '../../../server/context.ts'

/**
 * Refuses a change of the model after which a formula would mean nothing: that of the field itself, told about its
 * formula, or that of another field, told by its name.
 */
export function requireWhole(ctx: Ctx, change: { definition: CustomField }): CustomField
export function requireWhole(ctx: Ctx, change: { without: string } | { withoutObject: string }): void
export function requireWhole(
  ctx: Ctx,
  change: { definition?: CustomField; without?: string; withoutObject?: string },
): CustomField | undefined {
  const { definition, without, withoutObject } = change
  const { objects, fields, version } = ctx.workspace.custom
  const goes = definition?.id ?? without
  const isLost = ({ id, entity, options }: CustomField) =>
    id === goes || (withoutObject !== undefined && (entity === withoutObject || options.to === withoutObject))
  const kept = fields.filter((one) => !isLost(one))
  const after = {
    version,
    objects: objects.filter(({ name }) => name !== withoutObject),
    fields: definition ? [...kept, definition] : kept,
  }
  const before = brokenIn(ctx, { version, objects, fields })
  const broken = brokenIn(ctx, after).filter(({ field }) => !before.some((one) => one.field.id === field.id))
  const own = broken.find(({ field }) => field === definition)
  if (own) fail('input.invalid', {}, [problemOf(own.problem)])
  const [other] = broken
  if (other) fail('field.in-formula', { formula: wordOf(other.field.names as Named, ctx.locale) })
  return definition
}

function brokenIn(ctx: Ctx, model: Parameters<typeof entitiesOf>[1]) {
  const shipped = ctx.registry.modules.flatMap(({ entities = [] }) => entities)
  return addComputedFields(entitiesOf(shipped, model), model.fields)
}

function problemOf({ code, params }: FormulaProblem) {
  return { field: 'options.formula', error: `formula.${code}`, params }
}
