import { storableText } from '../../kernel/text/storable.ts'

/** What a spreadsheet would run as a formula when a cell begins with it. */
const formulaStart = /^[=+\-@\t\r＝＋－＠]/
/** Numbers and phones begin with a sign too, and must stay readable. */
const plainNumber = /^[+-]\d[\d\s.,\u00a0\u202f]*$|^\+\d[\d().-]*[\s(][\d\s().-]*$/

/** A cell as it is read: trimmed, without the apostrophe that guards formulas in exported files. */
export function cleanCell(cell: string): string {
  const text = storableText(cell).trimStart()
  const isGuarded = text.startsWith("'") && isFormula(withoutGuards(text))
  return (isGuarded ? text.slice(1) : text).trim()
}

/**
 * A cell of a file as it goes into another: what a spreadsheet would run is kept from it by an apostrophe. Tabs and line
 * ends in front go: within them another apostrophe would be taken for the guard.
 */
export function guardCell(cell: string): string {
  const text = /^[\t\r]/.test(cell) ? cell.trimStart() : cell
  return isFormula(text) ? `'${text}` : text
}

/** A value as it goes into a file: read again it is the same, also one that looks guarded by itself. */
export function guardText(text: string): string {
  return isFormula(withoutGuards(text)) ? `'${text}` : text
}

const withoutGuards = (text: string) => text.replace(/^'+/, '')

function isFormula(text: string): boolean {
  return formulaStart.test(text) && !plainNumber.test(text)
}
