/** What can be wrong with a formula; the sentence is `errors.formula.<code>` in the locales. */
export const formulaProblems = [
  'unexpected',
  'unfinished',
  'too-long',
  'too-deep',
  'too-large',
  'unknown-function',
  'unknown-field',
  'not-a-link',
  'unusable-field',
  'wrong-count',
  'wrong-kind',
  'literal-wanted',
  'relation-wanted',
  'cycle',
] as const

export type FormulaProblemCode = (typeof formulaProblems)[number]

/** Says why a text is no formula. */
export class FormulaProblem extends Error {
  readonly code: FormulaProblemCode
  readonly params: Record<string, unknown>

  constructor(code: FormulaProblemCode, params: Record<string, unknown> = {}) {
    super(code)
    this.name = 'FormulaProblem'
    this.code = code
    this.params = params
  }
}

export function refuseFormula(code: FormulaProblemCode, params?: Record<string, unknown>): never {
  throw new FormulaProblem(code, params)
}
