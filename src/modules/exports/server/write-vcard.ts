import { isMasked } from '../../../kernel/access/known-field.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import type { RecordPage } from './record-pages.ts'

/** Bytes of one line; a longer one goes on in the next, which begins with a blank (RFC 6350, 3.2). */
const longestLine = 75

/** Contacts as address books read them: vCard 3.0, which all of them know. */
export async function* cardsText(pages: AsyncIterable<RecordPage>): AsyncGenerator<string> {
  for await (const { items, titles } of pages)
    yield items.map((record) => cardOf(record, titles[record.company as string])).join('')
}

function cardOf(record: StoredRecord, company: string | undefined): string {
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `UID:${record.id}`,
    line('FN', record.name),
    // One field holds the whole name; where its parts begin is not known.
    `N:${escaped(record.name)};;;;`,
    line('ORG', company),
    line('TITLE', record.jobTitle),
    line('TEL;TYPE=WORK', dialled(record.phone)),
    line('EMAIL;TYPE=INTERNET', dialled(record.email)),
    'END:VCARD',
  ]
  return lines.map((one) => (one === null ? '' : `${folded(one)}\r\n`)).join('')
}

/** What is masked reaches nobody, so an address book is better off without it. */
function dialled(value: unknown): unknown {
  return typeof value === 'string' && isMasked(value) ? null : value
}

function line(name: string, value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? `${name}:${escaped(value)}` : null
}

/** A value never ends its line: what was written into a field cannot add a property to the card. */
function escaped(value: unknown): string {
  return String(value ?? '')
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r\n|[\r\n\u2028\u2029\u0085\v\f]/g, '\\n')
}

function folded(text: string): string {
  const parts: string[] = []
  let part = ''
  let bytes = 0
  for (const sign of text) {
    const size = Buffer.byteLength(sign)
    if (bytes + size > longestLine) {
      parts.push(part)
      part = ''
      bytes = 1
    }
    part += sign
    bytes += size
  }
  return [...parts, part].join('\r\n ')
}
