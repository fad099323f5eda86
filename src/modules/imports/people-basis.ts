import type { Entity } from '../../kernel/entities/entity.ts'
import type { FieldProblem } from '../../kernel/errors/errors.ts'
import type { ImportSettings } from './import-settings.ts'

/** Fields that say why a person's data may be kept. They stand or fall together. */
export const basisNames = ['basis', 'basisOn', 'basisSource']

/** Whether an import may bring people in, so that it has to say on what basis. */
export function bringsPeople(
  entity: Entity,
  { columns, createMissing }: Pick<ImportSettings, 'columns' | 'createMissing'>,
): boolean {
  if (entity.fields.basis) return true
  const isFed = Object.values(columns).some((key) => key === 'contact' || key.startsWith('contact.'))
  return isFed && createMissing.includes('contact') && entity.fields.contact?.options.to === 'contact'
}

/** What is missing in the answer: a consent is none without its day and its place. */
export function basisProblems(
  entity: Entity,
  settings: Pick<ImportSettings, 'columns' | 'createMissing' | 'basis'>,
  today: string,
): FieldProblem[] {
  if (!bringsPeople(entity, settings)) return []
  const { basis } = settings
  if (!basis) return [{ field: 'basis', error: 'value.required' }]
  const problems: FieldProblem[] = []
  if (basis.on && basis.on > today) problems.push({ field: 'basisOn', error: 'value.out-of-range' })
  if (basis.kind !== 'consent') return problems
  if (!basis.on) problems.push({ field: 'basisOn', error: 'value.required' })
  if (!basis.source?.trim()) problems.push({ field: 'basisSource', error: 'value.required' })
  return problems
}

/** The answer as fields of a person. */
export function basisValues({ basis }: Pick<ImportSettings, 'basis'>): Record<string, unknown> {
  if (!basis) return {}
  const { kind, on, source } = basis
  return { basis: kind, ...(on ? { basisOn: on } : {}), ...(source ? { basisSource: source } : {}) }
}
