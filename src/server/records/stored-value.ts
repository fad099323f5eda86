import type { Field } from '../../kernel/fields/f.ts'
import { safeHtml } from './safe-html.ts'

/**
 * A value as the columns of its field hold it, in their order; nulls for nothing. Every value that is written comes
 * through here, by whatever way, so no rich text is stored that is not safe.
 */
export function storedParts({ type }: Field, value: unknown): unknown[] {
  if (value === null || value === undefined) return type.columns.map(() => null)
  return type.toColumns(type.name === 'richText' ? safeHtml(value as string) : value)
}
