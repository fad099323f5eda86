import type { Entity } from '../../../../kernel/entities/entity.ts'
import type { TextEnv } from '../../../../kernel/fields/field-type.ts'
import { foldText } from '../../../../kernel/queries/fold-text.ts'
import { cellValue, isFormulaError } from '../../cell-value.ts'
import { cleanCell } from '../../clean-cell.ts'
import type { ImportSettings } from '../../index.ts'
import { readStatus } from '../../read-status.ts'
import type { ImportTarget } from '../../targets.ts'

/** What the first rows tell of one column. */
export interface ColumnState {
  /** Rows with a value, among those looked at. */
  filled: number
  /** Different values, the first ones first. */
  samples: string[]
  /** Share of the values that can be read as the target; null when there is nothing to judge by. */
  valid: number | null
  /** Different values that cannot. */
  wrong: string[]
}

/** Names of records a ref may lead to, by the noun; what is not listed is not judged. */
export type KnownNames = Partial<Record<string, ReadonlySet<string>>>

export interface ColumnGround {
  noun: Entity
  draft: Pick<ImportSettings, 'values' | 'createMissing' | 'currency'>
  env: TextEnv
  names: KnownNames
}

/** Judges the values of one column as what it is to be read as; no target means it is not taken. */
export function columnState(
  values: readonly string[],
  target: ImportTarget | undefined,
  ground: ColumnGround,
): ColumnState {
  const texts = values.map(cleanCell).filter((text) => text !== '')
  const different = [...new Set(texts)]
  const reads = target && readerOf(target, ground)
  if (!reads) return { filled: texts.length, samples: different, valid: null, wrong: [] }
  const wrong = new Set(different.filter((text) => !reads(meantBy(target.key, text, ground))))
  const valid = texts.length === 0 ? null : texts.filter((text) => !wrong.has(text)).length / texts.length
  return { filled: texts.length, samples: different, valid, wrong: [...wrong] }
}

/** Names as they are compared: without case, blanks and punctuation. */
export const bareName = (text: string) => foldText(text).replace(/[^\p{L}\p{N}]/gu, '')

function meantBy(key: string, text: string, { draft }: ColumnGround): string {
  const meanings = draft.values[key] ?? {}
  return Object.hasOwn(meanings, text) ? (meanings[text] ?? text) : text
}

type Reads = (text: string) => boolean

function readerOf(
  { key, type, field, linked }: ImportTarget,
  { noun, draft, env, names }: ColumnGround,
): Reads | null {
  if (key === 'status') return (text) => text === '' || readStatus(text) !== null
  if (type !== 'ref') {
    const told = linked ? { noun: linked.noun, name: linked.field } : { noun, name: field === key ? key : '' }
    const habits = { ...env, currency: draft.currency ?? env.currency }
    return told.noun.fields[told.name]
      ? (text) => text === '' || isFormulaError(text) || cellValue(told, text, habits).ok !== false
      : () => true
  }
  const to = String(noun.fields[key]?.options.to)
  if ((draft.createMissing as string[]).includes(to)) return () => true
  const known = names[to]
  if (!known) return null
  const closes: Reads = (text) => ['won', 'lost'].includes(readStatus(text) ?? '')
  return (text) => text === '' || known.has(bareName(text)) || (key === 'stage' && closes(text))
}
