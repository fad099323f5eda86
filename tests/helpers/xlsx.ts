import { type ZipPart, zip } from './zip.ts'

/** A cell by its value, or by the XML it is written as. */
export type FixtureCell = string | number | boolean | null | { xml: string }

export interface FixtureSheet {
  name: string
  rows?: FixtureCell[][]
  /** Whole part instead of `rows`. */
  xml?: string
  state?: 'hidden' | 'veryHidden'
}

export interface FixtureWorkbook {
  sheets: FixtureSheet[]
  /** Parts added, or put in place of the usual ones. */
  parts?: ZipPart[]
  /** Format codes; a cell of style N (from 1) shows by the N-th. */
  formats?: string[]
  from1904?: boolean
  /** Texts go into `xl/sharedStrings.xml` instead of the cells. */
  shared?: boolean
}

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageRelations = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'

/** An XLSX file as a spreadsheet program writes it. */
export function xlsx({
  sheets,
  parts = [],
  formats = [],
  from1904 = false,
  shared = false,
}: FixtureWorkbook): Buffer {
  const texts = new Map<string, number>()
  const usual: ZipPart[] = [
    { name: '_rels/.rels', content: relations([['officeDocument', 'xl/workbook.xml']]) },
    { name: 'xl/workbook.xml', content: workbookXml(sheets, from1904) },
    { name: 'xl/styles.xml', content: stylesXml(formats) },
    ...sheets.map((sheet, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: sheet.xml ?? sheetXml(sheet.rows ?? [], shared ? texts : undefined),
    })),
    { name: 'xl/sharedStrings.xml', content: '' },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relations([
        ...sheets.map((_, index): [string, string] => ['worksheet', `worksheets/sheet${index + 1}.xml`]),
        ['styles', 'styles.xml'],
        ['sharedStrings', '/xl/sharedStrings.xml'],
      ]),
    },
  ]
  const strings = usual.find(({ name }) => name === 'xl/sharedStrings.xml') as ZipPart
  strings.content = `<sst ${main} uniqueCount="${texts.size}">${[...texts.keys()].map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`
  const names = new Set(parts.map(({ name }) => name.toLowerCase()))
  return zip([...usual.filter(({ name }) => !names.has(name.toLowerCase())), ...parts])
}

/** Text as XML. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

function sheetXml(rows: FixtureCell[][], texts: Map<string, number> | undefined): string {
  const body = rows.map((cells, row) => {
    const written = cells.map((cell, column) => cellXml(cell, `${letters(column)}${row + 1}`, texts)).join('')
    return `<row r="${row + 1}">${written}</row>`
  })
  return `<worksheet ${main}><sheetData>${body.join('')}</sheetData></worksheet>`
}

function cellXml(cell: FixtureCell, place: string, texts: Map<string, number> | undefined): string {
  if (cell === null) return ''
  if (typeof cell === 'object') return cell.xml.replace('<c', `<c r="${place}"`)
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`
  if (typeof cell === 'boolean') return `<c r="${place}" t="b"><v>${Number(cell)}</v></c>`
  if (!texts) return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
  if (!texts.has(cell)) texts.set(cell, texts.size)
  return `<c r="${place}" t="s"><v>${texts.get(cell)}</v></c>`
}

function workbookXml(sheets: FixtureSheet[], from1904: boolean): string {
  const list = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${escaped(name)}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`,
  )
  return `<workbook ${main} xmlns:r="${office}"><workbookPr date1904="${Number(from1904)}"/><sheets>${list.join('')}</sheets></workbook>`
}

function stylesXml(formats: string[]): string {
  const codes = formats.map(
    (code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${escaped(code)}"/>`,
  )
  const styles = formats.map((_, index) => `<xf numFmtId="${200 + index}"/>`)
  return `<styleSheet ${main}><numFmts>${codes.join('')}</numFmts><cellXfs><xf numFmtId="0"/>${styles.join('')}</cellXfs></styleSheet>`
}

function relations(list: [type: string, target: string][]): string {
  const items = list.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${office}/${type}" Target="${target}"/>`,
  )
  return `<Relationships ${packageRelations}>${items.join('')}</Relationships>`
}

function letters(index: number): string {
  return index < 26
    ? String.fromCharCode(65 + index)
    : letters(Math.floor(index / 26) - 1) + letters(index % 26)
}
