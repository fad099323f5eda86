import type { ByteSource } from '../bytes.ts'
import { decoded } from '../csv/csv-text.ts'
import type { TextNature } from '../csv/find-encoding.ts'
import { refusal } from '../damage.ts'
import { limits, type RowOptions, type RowProblem, type Table, type TableRow, unreadable } from '../table.ts'
import { type CardCells, type CardHeading, cardHeadings, cellsOf, isPicture } from './card-cells.ts'
import { logicalLines } from './logical-lines.ts'
import { type Property, readProperty } from './property.ts'

/** Most properties of one card; what is beyond them belongs to no person. */
const mostProperties = 5000

interface Card {
  cells: CardCells
  problem?: RowProblem
}

/** Opens address cards, versions 2.1 to 4.0; one pass tells which columns they fill. A row is a card. */
export async function openVcard(source: ByteSource, nature: TextNature): Promise<Table> {
  let bytesRead = 0
  const pass = () =>
    cardsOf(
      decoded(source, nature, (bytes) => {
        bytesRead = bytes
      }),
    )
  const filled = new Set<CardHeading>()
  let count = 0
  for await (const { cells } of pass()) {
    if (++count > limits.rows) unreadable('too-many-rows', { limit: limits.rows })
    for (const heading of Object.keys(cells)) filled.add(heading as CardHeading)
  }
  if (filled.size === 0) unreadable('empty')
  const headings = cardHeadings.filter((heading) => filled.has(heading))
  bytesRead = 0
  return {
    format: 'vcard',
    encoding: nature.encoding,
    delimiter: null,
    sheets: [],
    sheet: null,
    headerRow: 0,
    headings,
    rows: (options) => rowsOf(pass(), headings, nature.damaged, options),
    estimateRows: count,
    bytes: source.size,
    bytesRead: () => bytesRead,
    close: async () => {},
  }
}

async function* rowsOf(
  cards: AsyncIterable<Card>,
  headings: readonly CardHeading[],
  isDamaged: boolean,
  { from = 1, signal }: RowOptions = {},
): AsyncGenerator<TableRow> {
  let number = 0
  try {
    for await (const { cells: filled, problem } of cards) {
      signal?.throwIfAborted()
      if (++number < from) continue
      const cells = headings.map((heading) => filled[heading] ?? '')
      const isBad = isDamaged && cells.some((cell) => cell.includes('\ufffd'))
      yield { number, cells, problem: isBad ? 'bad-characters' : problem }
    }
  } catch (error) {
    throw refusal(error, signal)
  }
}

/** Cuts properties into cards. A card within a card (`AGENT`) is passed over; one that is not closed ends at the next. */
async function* cardsOf(pieces: AsyncIterable<{ text: string }>): AsyncGenerator<Card> {
  let card: Property[] | null = null
  let depth = 0
  let isAgent = false
  for await (const line of logicalLines(pieces)) {
    const one = readProperty(line)
    if (!one) continue
    const isCard = /^\s*VCARD\s*$/i.test(one.value)
    if (one.name === 'BEGIN' && isCard) {
      if (card && isAgent) depth++
      else {
        if (card) yield finished(card, 'card-not-closed')
        card = []
      }
    } else if (one.name === 'END' && isCard) {
      if (depth > 0) depth--
      else if (card) {
        yield finished(card)
        card = null
      }
    } else if (card && depth === 0 && card.length < mostProperties) card.push(one)
    isAgent = one.name === 'AGENT' && one.value.trim() === ''
  }
  if (card) yield finished(card, 'card-not-closed')
}

function finished(card: readonly Property[], problem?: RowProblem): Card {
  return { cells: cellsOf(card), problem: problem ?? (card.some(isPicture) ? 'picture-left-out' : undefined) }
}
