/**
 * A record as headings and cells: members of objects within it have headings of their own (`company.name`), lists stand
 * in one cell. What is nested deeper is kept as its JSON text.
 */
export function flatRecord(record: object): Map<string, string> {
  const cells = new Map<string, string>()
  for (const [name, value] of Object.entries(record)) {
    if (isObject(value))
      for (const [member, inner] of Object.entries(value)) put(cells, `${name}.${member}`, textOf(inner))
    else put(cells, name, textOf(value))
  }
  return cells
}

function put(cells: Map<string, string>, heading: string, text: string): void {
  const name = heading.replace(/\s+/g, ' ').trim() || '-'
  const former = cells.get(name)
  cells.set(name, former && text !== '' ? `${former}\n${text}` : former || text)
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object'))
    return value.map(String).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
