import { z } from 'zod'
import { htmlOf, longestRichText, plainOf, plainWithLinks } from '../../text/rich-text.ts'
import type { FieldType } from '../field-type.ts'
import { textOperators } from './text.ts'

/**
 * A text with headings, lists and links, as HTML. What it says without them stands in the main column, for search,
 * filters and sorting. That it is safe is seen to where values are written (`server/records/stored-value.ts`).
 */
export const richText: FieldType<string> = {
  name: 'richText',
  columns: [
    { suffix: '', type: 'text' },
    { suffix: '_html', type: 'text' },
  ],
  operators: textOperators,
  schema: () => z.string().trim().min(1, { abort: true }).max(longestRichText, { abort: true }),
  parse(text) {
    const value = htmlOf(text)
    return value.length > longestRichText
      ? { ok: false, error: 'value.too-long', params: { max: longestRichText } }
      : { ok: true, value }
  },
  print: (value) => plainWithLinks(value),
  toColumns(value) {
    const plain = plainOf(value)
    return plain === '' ? [null, null] : [plain, value]
  },
  fromColumns: ([, html]) => html as string,
}
