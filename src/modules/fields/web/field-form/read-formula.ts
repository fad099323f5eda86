import { computedTypeOf } from '../../../../kernel/entities/computed-types.ts'
import type { CustomType } from '../../../../kernel/entities/custom-types.ts'
import type { Entity } from '../../../../kernel/entities/entity.ts'
import type { Field } from '../../../../kernel/fields/f.ts'
import { FormulaProblem } from '../../../../kernel/formula/formula-problem.ts'
import { type Formula, resolveFormula } from '../../../../kernel/formula/resolve-formula.ts'
import { allNouns } from '../../../../web/app/registry.ts'

/** What a formula means and the field that comes of it, or what is wrong with it. */
export type ReadFormula =
  | { formula: Formula; field: Field; problem: null }
  | { formula: null; field: null; problem: FormulaProblem }

/** Reads what was written into the form, as the server will. */
export function readFormula(
  entity: Entity,
  type: CustomType,
  options: Record<string, unknown>,
  /** The field itself while it is changed: it cannot be computed from itself. */
  itself: string | undefined,
): ReadFormula {
  const computed = computedTypeOf(type)
  if (!computed) throw new Error(`${type} has no formula`)
  try {
    const field = (of: Entity, name: string) =>
      of.name === entity.name && name === itself ? undefined : ownField(of, name)
    const formula = resolveFormula(computed.syntax(options), entity, { catalog: allNouns(), field })
    return { formula, field: computed.field(options, {}, formula), problem: null }
  } catch (problem) {
    if (!(problem instanceof FormulaProblem)) throw problem
    return { formula: null, field: null, problem }
  }
}

const ownField = ({ fields }: Entity, name: string) =>
  Object.hasOwn(fields, name) ? fields[name] : undefined
