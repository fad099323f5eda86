import { type Property, partsOf, textOf } from './property.ts'

/** What a card may fill, in the order of the columns; named after the properties of the file. */
export const cardHeadings = [
  'FN',
  'N.family',
  'N.given',
  'N.additional',
  'ORG',
  'ORG.unit',
  'TITLE',
  'ROLE',
  'TEL',
  'TEL.cell',
  'TEL.work',
  'TEL.home',
  'TEL.other',
  'TEL.fax',
  'EMAIL',
  'EMAIL.work',
  'EMAIL.home',
  'EMAIL.other',
  'ADR',
  'ADR.city',
  'ADR.country',
  'ADR.other',
  'BDAY',
  'BDAY.noYear',
  'URL',
  'CATEGORIES',
  'NOTE',
  'UID',
  'OTHER',
] as const

export type CardHeading = (typeof cardHeadings)[number]
export type CardCells = Partial<Record<CardHeading, string>>

/** What tells of the file and not of the person, and pictures, sounds and keys. */
const passedOver =
  /^(?:VERSION|PRODID|REV|PROFILE|CLASS|SORT-STRING|MAILER|SOURCE|XML|CLIENTPIDMAP|X-ABLABEL|X-ABADR|X-ABSHOWAS|X-ABUID|X-MS-OL-.*|X-EVOLUTION-.*|AGENT|LABEL|N)$/
const pictures = /^(?:PHOTO|LOGO|SOUND|KEY)$/

/** Whether it holds a picture, a sound or a key, which are not brought in. */
export const isPicture = ({ name }: Property): boolean => pictures.test(name)

/** The cells of one card. */
export function cellsOf(card: readonly Property[]): CardCells {
  const cells: CardCells = {}
  const labels = new Map(
    card
      .filter(({ name, group }) => name === 'X-ABLABEL' && group !== '')
      .map((one) => [one.group, labelOf(one)]),
  )
  for (const one of card) if (!isPicture(one)) takeIn(cells, one, labels.get(one.group) ?? '')
  reachable(
    cells,
    'TEL',
    card.filter(({ name }) => name === 'TEL'),
    labels,
  )
  reachable(
    cells,
    'EMAIL',
    card.filter(({ name }) => name === 'EMAIL'),
    labels,
  )
  addresses(
    cells,
    card.filter(({ name }) => name === 'ADR'),
  )
  // A card of a company, or of a nickname, has no name of a person.
  if (!cells.FN && !cells['N.family'] && !cells['N.given']) {
    const call = cells.ORG ?? textOf(card.find(({ name }) => name === 'NICKNAME') ?? emptyProperty)
    if (call) cells.FN = call
  }
  return cells
}

const emptyProperty: Property = { group: '', name: '', types: new Set(), params: new Map(), value: '' }

function takeIn(cells: CardCells, one: Property, label: string): void {
  const { name } = one
  if (name === 'N') {
    const [family, given, additional] = partsOf(one)
    put(cells, 'N.family', family)
    put(cells, 'N.given', given)
    put(cells, 'N.additional', additional)
  } else if (name === 'ORG') {
    const [organisation = '', ...units] = partsOf(one)
    if (cells.ORG === undefined) put(cells, 'ORG', organisation)
    else put(cells, 'OTHER', `ORG: ${organisation}`)
    put(cells, 'ORG.unit', units.filter(Boolean).join(', '))
  } else if (name === 'BDAY') birthday(cells, one)
  else if (name === 'FN' || name === 'TITLE' || name === 'ROLE' || name === 'UID' || name === 'URL') {
    // The first of them has the column; a further one is kept.
    if (cells[name] === undefined) put(cells, name, textOf(one))
    else put(cells, 'OTHER', `${name}: ${textOf(one)}`)
  } else if (name === 'NOTE' || name === 'CATEGORIES') put(cells, name, textOf(one))
  else if (!passedOver.test(name) && name !== 'TEL' && name !== 'EMAIL' && name !== 'ADR') {
    const text = partsOf(one).filter(Boolean).join(', ')
    if (text !== '') put(cells, 'OTHER', `${label || name.replace(/^X-/, '')}: ${text}`)
  }
}

/** Several values of one column stand in one cell, on lines of their own. */
function put(cells: CardCells, heading: CardHeading, text = ''): void {
  if (text === '') return
  const former = cells[heading]
  if (former === undefined) cells[heading] = text
  else if (!former.split('\n').includes(text)) cells[heading] = `${former}\n${text}`
}

/** Apple writes its own labels as `_$!<Mobile>!$_`. */
function labelOf(one: Property): string {
  return textOf(one).replace(/^_\$!<(.*)>!\$_$/, '$1')
}

type Use = 'cell' | 'work' | 'home' | 'other' | 'fax'

function useOf(types: ReadonlySet<string>, label: string): Use {
  const said = `${[...types].join(' ')} ${label}`
  if (/fax|факс|pager/i.test(said)) return 'fax'
  if (/cell|mobile|iphone|моб/i.test(said)) return 'cell'
  if (/work|business|раб/i.test(said)) return 'work'
  return /home|дом/i.test(said) ? 'home' : 'other'
}

/** The preferred number or address has the first column, a mobile before others; the rest stand by their use. */
function reachable(
  cells: CardCells,
  name: 'TEL' | 'EMAIL',
  given: readonly Property[],
  labels: ReadonlyMap<string, string>,
): void {
  const found = given
    .map((one) => ({
      text: textOf(one).replace(/^(?:tel|mailto):/i, ''),
      use: useOf(one.types, labels.get(one.group) ?? ''),
      isPreferred: one.types.has('PREF'),
    }))
    .filter(({ text }) => text !== '')
  const rank = ({ use, isPreferred }: (typeof found)[number]) =>
    (use === 'fax' ? 4 : 0) + (isPreferred ? 0 : 2) + (use === 'cell' ? 0 : 1)
  const [best, ...others] = found.toSorted((one, other) => rank(one) - rank(other))
  if (!best) return
  const used = (use: Use): CardHeading => {
    if (name === 'TEL') return `TEL.${use}`
    return use === 'work' || use === 'home' ? `EMAIL.${use}` : 'EMAIL.other'
  }
  put(cells, best.use === 'fax' && name === 'TEL' ? 'TEL.fax' : name, best.text)
  for (const { text, use } of others) if (text !== cells[name]) put(cells, used(use), text)
}

/** `ADR` is box; extended; street; city; region; code; country. */
function addresses(cells: CardCells, given: readonly Property[]): void {
  const [first, ...others] = given.toSorted(
    (one, other) => Number(other.types.has('PREF')) - Number(one.types.has('PREF')),
  )
  if (first) {
    const parts = partsOf(first)
    put(cells, 'ADR', oneLine(parts))
    put(cells, 'ADR.city', parts[3])
    put(cells, 'ADR.country', parts[6])
  }
  for (const one of others) put(cells, 'ADR.other', oneLine(partsOf(one)))
}

function oneLine(parts: string[]): string {
  const [box, extended, street, city, region, code, country] = parts.map((part) =>
    part.replace(/\s*\n\s*/g, ', '),
  )
  return [code, country, region, city, street, extended, box].filter(Boolean).join(', ')
}

/** A birthday without its year (`--0412`, Apple's 1604) is no date; it stands apart. */
function birthday(cells: CardCells, one: Property): void {
  const text = textOf(one)
  const [, year, month, day] = /^(\d{4}|--?)-?(\d\d)-?(\d\d)(?:T.*)?$/.exec(text) ?? []
  if (!month) put(cells, 'BDAY', text)
  else if (year!.startsWith('-') || year === one.params.get('X-APPLE-OMIT-YEAR') || year === '1604')
    put(cells, 'BDAY.noYear', `${day}.${month}`)
  else put(cells, 'BDAY', `${year}-${month}-${day}`)
}
