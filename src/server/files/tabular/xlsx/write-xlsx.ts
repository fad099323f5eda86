import { pipeline, Readable } from 'node:stream'
import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib'
import type { Cell } from '../cell.ts'

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
/** What one cell holds at most by the format. */
const longestText = 32_767
const style = { heading: 1, day: 2, moment: 3 }
const dayMs = 86_400_000
/** Sizes are written in 32 bits. */
const largest = 0xffff_ffff

/**
 * A workbook of one sheet as a stream. Rows are packed as they come, so memory does not grow with them; texts stand in
 * their cells, where no program takes them for formulas. Ends with an error where a sheet cannot hold so much.
 */
export function writeXlsx(
  sheet: string,
  headings: readonly string[],
  pages: AsyncIterable<readonly (readonly Cell[])[]>,
): Readable {
  return Readable.from(archive(sheet, headings, pages), { objectMode: false, highWaterMark: 65_536 })
}

async function* archive(
  sheet: string,
  headings: readonly string[],
  pages: AsyncIterable<readonly (readonly Cell[])[]>,
): AsyncGenerator<Buffer> {
  const entries: Buffer[] = []
  let offset = 0
  for (const [name, text] of smallParts(sheet)) {
    const content = Buffer.from(declaration + text)
    const packed = deflateRawSync(content)
    const entry = headerOf(name, { crc: crc32(content), packed: packed.length, size: content.length })
    entries.push(directoryEntry(entry, offset))
    const part = Buffer.concat([signature('PK\x03\x04'), entry.fixed, entry.name, packed])
    offset += part.length
    yield part
  }

  const streamed = headerOf('xl/worksheets/sheet1.xml', { crc: 0, packed: 0, size: 0 }, true)
  const sums = { crc: 0, packed: 0, size: 0 }
  const begin = offset
  offset += 4 + streamed.fixed.length + streamed.name.length
  yield Buffer.concat([signature('PK\x03\x04'), streamed.fixed, streamed.name])
  const measured = async function* () {
    for await (const xml of sheetXml(headings, pages)) {
      const bytes = Buffer.from(xml)
      sums.crc = crc32(bytes, sums.crc)
      sums.size += bytes.length
      if (sums.size > largest) throw new Error('a sheet cannot hold so much')
      yield bytes
    }
  }
  // Errors of either end reach the reader through the packed stream.
  const packing = pipeline(Readable.from(measured()), createDeflateRaw({ level: 5 }), () => {})
  for await (const bytes of packing as AsyncIterable<Buffer>) {
    sums.packed += bytes.length
    yield bytes
  }
  // What was not known when the header was written follows the content.
  const told = Buffer.alloc(12)
  told.writeUInt32LE(sums.crc, 0)
  told.writeUInt32LE(sums.packed, 4)
  told.writeUInt32LE(sums.size, 8)
  yield Buffer.concat([signature('PK\x07\x08'), told])
  offset += sums.packed + 16
  entries.push(directoryEntry(headerOf('xl/worksheets/sheet1.xml', sums, true), begin))

  const size = entries.reduce((sum, { length }) => sum + length, 0)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(size, 8)
  end.writeUInt32LE(offset, 12)
  yield Buffer.concat([...entries, signature('PK\x05\x06'), end])
}

const signature = (text: string) => Buffer.from(text, 'latin1')

interface Sizes {
  crc: number
  packed: number
  size: number
}

/** What the header of a part and its entry in the directory have in common. */
function headerOf(name: string, { crc, packed, size }: Sizes, isStreamed = false) {
  const path = Buffer.from(name)
  const fixed = Buffer.alloc(26)
  fixed.writeUInt16LE(20, 0)
  fixed.writeUInt16LE(0x800 | (isStreamed ? 8 : 0), 2)
  fixed.writeUInt16LE(8, 4)
  // 1 January 1980, the first day the format knows: the same table is the same file.
  fixed.writeUInt16LE(0x21, 8)
  fixed.writeUInt32LE(crc, 10)
  fixed.writeUInt32LE(packed, 14)
  fixed.writeUInt32LE(size, 18)
  fixed.writeUInt16LE(path.length, 22)
  return { fixed, name: path }
}

function directoryEntry({ fixed, name }: ReturnType<typeof headerOf>, offset: number): Buffer {
  const place = Buffer.alloc(14)
  place.writeUInt32LE(offset, 10)
  return Buffer.concat([signature('PK\x01\x02\x14\x00'), fixed, place, name])
}

async function* sheetXml(
  headings: readonly string[],
  pages: AsyncIterable<readonly (readonly Cell[])[]>,
): AsyncGenerator<string> {
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
  yield `${declaration}<worksheet ${main}><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>`
  yield `<sheetFormatPr defaultRowHeight="15" baseColWidth="16"/><sheetData><row>${headings.map((text) => textXml(text, style.heading)).join('')}</row>`
  for await (const rows of pages)
    yield rows.map((cells) => `<row>${cells.map(cellXml).join('')}</row>`).join('')
  yield '</sheetData></worksheet>'
}

function cellXml(cell: Cell): string {
  // An empty cell keeps its place: cells without an address stand one after another.
  if (cell === null || cell === '') return '<c/>'
  if (typeof cell === 'string') return textXml(cell)
  if ('number' in cell) return `<c><v>${cell.number}</v></c>`
  return `<c s="${cell.time ? style.moment : style.day}"><v>${serialOf(cell)}</v></c>`
}

function textXml(text: string, styled?: number): string {
  const attributes = styled === undefined ? '' : ` s="${styled}"`
  return `<c${attributes} t="inlineStr"><is><t xml:space="preserve">${escaped(text.slice(0, longestText))}</t></is></c>`
}

/** Days since the end of 1899, the fraction is the time of day. */
function serialOf({ day, time = '00:00' }: { day: string; time?: string }): number {
  const days = (Date.parse(`${day}T${time}Z`) - Date.UTC(1899, 11, 30)) / dayMs
  return Math.round(days * 1e6) / 1e6
}

/** Text as XML, without the characters XML cannot hold. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'))
}

function smallParts(sheet: string): [name: string, xml: string][] {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const relations = (list: [string, string][]) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
      .map(([kind, to], at) => `<Relationship Id="rId${at + 1}" Type="${office}/${kind}" Target="${to}"/>`)
      .join('')}</Relationships>`
  return [
    [
      '[Content_Types].xml',
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/></Types>`,
    ],
    ['_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']])],
    [
      'xl/workbook.xml',
      `<workbook ${main} xmlns:r="${office}"><sheets><sheet name="${sheetName(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations([
        ['worksheet', 'worksheets/sheet1.xml'],
        ['styles', 'styles.xml'],
      ]),
    ],
    [
      'xl/styles.xml',
      `<styleSheet ${main}><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/><xf xfId="0" numFmtId="164" applyNumberFormat="1"/><xf xfId="0" numFmtId="165" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ],
  ]
}

/** A sheet is called by at most 31 characters, without those that part names. */
function sheetName(text: string): string {
  return escaped(text.replace(/[\\/?*[\]:'"]/g, ' ').slice(0, 31))
}
