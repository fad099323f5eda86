import type { CustomType } from '../../kernel/entities/custom-types.ts'
import { money } from '../../kernel/fields/types/money.ts'
import { address } from '../../kernel/fields/types/postal.ts'
import { richText } from '../../kernel/fields/types/rich-text.ts'

/** The names a field takes: its own and those its columns go by. */
export function columnNames(name: string, type: CustomType): string[] {
  if (type === 'money') return money.columns.map(({ suffix }) => name + suffix)
  if (type === 'address') return address.columns.map(({ suffix }) => name + suffix)
  if (type === 'richText') return richText.columns.map(({ suffix }) => name + suffix)
  return type === 'link' || type === 'person' || type === 'file' ? [name, `${name}_id`] : [name]
}
