import type { Language, Translate } from '../../../../web/text/i18n.ts'

/** Kinds of records there is a sample file of. */
export const sampleKinds = ['lead', 'contact', 'company', 'deal'] as const
export type SampleKind = (typeof sampleKinds)[number]

/** Saves a small file that can be imported as it is, written as spreadsheet programs of this language write it. */
export function saveSample(t: Translate, language: Language, kind: SampleKind): void {
  const delimiter = language === 'ru' ? ';' : ','
  const rows = t(`import.sample.${kind}`)
    .split('\n')
    .map((line) => line.split('|'))
  const text = rows.map((cells) => cells.map((cell) => quoted(cell, delimiter)).join(delimiter)).join('\r\n')
  // The mark at the start makes spreadsheet programs read the text as UTF-8.
  const url = URL.createObjectURL(new Blob(['\uFEFF', text, '\r\n'], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = t(`import.sampleName.${kind}`)
  link.click()
  URL.revokeObjectURL(url)
}

function quoted(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell
}
