import type { Named } from '../../../../kernel/entities/custom-model.ts'
import type { CustomType } from '../../../../kernel/entities/custom-types.ts'
import type { Aggregate } from '../../../../kernel/formula/functions.ts'
import { freeKey } from '../../free-name.ts'
import { trimmed } from '../names-inputs.tsx'

/** A choice while it is written; a new one has no key yet. */
export interface ChoiceDraft {
  id: number
  key: string | null
  names: Named
}

/** A field while it is filled in. */
export interface FieldDraft {
  names: Named
  help: Named
  type: CustomType
  required: boolean
  unique: boolean
  digits: number
  prefix: string
  to: string
  choices: ChoiceDraft[]
  formula: string
  isPercent: boolean
  relation: string
  aggregate: Aggregate
  value: string
  where: string
}

/** Types whose values may be asked to differ from record to record. */
export const uniqueTypes: readonly CustomType[] = ['text', 'number', 'date', 'email', 'phone', 'url', 'link']

let lastId = 0
export const newChoice = (key: string | null = null, names: Named = {}): ChoiceDraft => ({
  id: ++lastId,
  key,
  names,
})

/** The choices as the type keeps them. One without a name is none; a new one gets a key of its name. */
export function choiceOptions(drafts: readonly ChoiceDraft[]): {
  choices: string[]
  names: Record<string, Named>
} {
  const taken = drafts.flatMap(({ key }) => key ?? [])
  // In an order of their own: an object would put keys that are numbers first.
  const choices: string[] = []
  const names: Record<string, Named> = {}
  for (const draft of drafts) {
    const named = trimmed(draft.names)
    if (Object.keys(named).length === 0) continue
    const key = draft.key ?? freeKey(named, taken)
    taken.push(key)
    choices.push(key)
    names[key] = named
  }
  return { choices, names }
}

/** What the type is told about the field. */
export function optionsOf(draft: FieldDraft): Record<string, unknown> {
  switch (draft.type) {
    case 'number':
    case 'percent':
      return { digits: draft.digits }
    case 'choice':
    case 'multiChoice':
      return choiceOptions(draft.choices)
    case 'autonumber':
      return { prefix: draft.prefix.trim(), digits: Math.max(1, draft.digits) }
    case 'link':
    case 'links':
      return { to: draft.to }
    case 'formula':
      return { formula: draft.formula, digits: draft.digits, isPercent: draft.isPercent }
    case 'rollUp':
      return {
        relation: draft.relation,
        aggregate: draft.aggregate,
        value: draft.aggregate === 'count' ? null : draft.value,
        where: draft.where.trim() || null,
        digits: draft.digits,
        isPercent: draft.isPercent,
      }
    default:
      return {}
  }
}
