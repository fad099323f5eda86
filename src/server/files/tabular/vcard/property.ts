import iconv from 'iconv-lite'

/** One line of a card: `item1.TEL;TYPE=CELL:+7 …`. */
export interface Property {
  group: string
  name: string
  /** What it is for, in upper case: `CELL`, `WORK`, `PREF`. */
  types: ReadonlySet<string>
  params: ReadonlyMap<string, string>
  /** As it stands in the file but for quoted-printable; still escaped. */
  value: string
}

/** Reads a line; null when it is none of a card. */
export function readProperty(line: string): Property | null {
  const colon = endOfHead(line)
  if (colon < 1) return null
  const [full = '', ...given] = splitOutsideQuotes(line.slice(0, colon))
  const dot = full.lastIndexOf('.')
  const name = full.slice(dot + 1).toUpperCase()
  if (!/^[A-Z\d-]+$/.test(name)) return null
  const types = new Set<string>()
  const params = new Map<string, string>()
  for (const one of given) {
    const equals = one.indexOf('=')
    const key = one.slice(0, Math.max(0, equals)).toUpperCase()
    const text = one.slice(equals + 1).replace(/^"|"$/g, '')
    if (key === '' || key === 'TYPE')
      for (const type of text.split(',')) types.add(type.trim().replaceAll('"', '').toUpperCase())
    else params.set(key, text)
  }
  if (params.has('PREF')) types.add('PREF')
  const value = line.slice(colon + 1)
  const encoding = (params.get('ENCODING') ?? '').toUpperCase()
  const isQuoted = encoding === 'QUOTED-PRINTABLE' || types.has('QUOTED-PRINTABLE')
  return {
    group: full.slice(0, Math.max(0, dot)).toUpperCase(),
    name,
    types,
    params,
    value: isQuoted ? unquoted(value, params.get('CHARSET')) : value,
  }
}

/** The parts of a structured value (`N`, `ADR`, `ORG`), each without escapes. */
export function partsOf({ value }: Property): string[] {
  const parts: string[] = []
  let part = ''
  for (let index = 0; index < value.length; index++) {
    const character = value[index]!
    if (character === '\\' && index + 1 < value.length) part += character + value[++index]
    else if (character === ';') {
      parts.push(part)
      part = ''
    } else part += character
  }
  return [...parts, part].map(unescaped)
}

/** A whole value without escapes. */
export function textOf({ value }: Property): string {
  return unescaped(value)
}

function unescaped(text: string): string {
  const plain = text.includes('\\')
    ? text.replace(/\\([\s\S])/g, (_, next: string) => (next === 'n' || next === 'N' ? '\n' : next))
    : text
  return plain.trim()
}

/** The colon after name and parameters; one within quotes does not count. */
function endOfHead(line: string): number {
  let isQuoted = false
  for (let index = 0; index < line.length && index < 2000; index++) {
    if (line[index] === '"') isQuoted = !isQuoted
    else if (line[index] === ':' && !isQuoted) return index
  }
  return line.indexOf(':')
}

function splitOutsideQuotes(head: string): string[] {
  const parts: string[] = ['']
  let isQuoted = false
  for (const character of head) {
    if (character === '"') isQuoted = !isQuoted
    if (character === ';' && !isQuoted) parts.push('')
    else parts[parts.length - 1] += character
  }
  return parts
}

/** Quoted-printable: `=D0=98` are bytes of the charset named; what is not encoded stands for itself. */
function unquoted(text: string, charset = 'utf-8'): string {
  const name = iconv.encodingExists(charset) ? charset : 'utf-8'
  return text.replace(/(?:=[\da-f]{2})+/gi, (run) =>
    iconv.decode(Buffer.from(run.replaceAll('=', ''), 'hex'), name),
  )
}
