/**
 * A record as headings and cells: members of objects within it have headings of their own (`company.name`), lists stand
 * in one cell, also those that APIs make of one member (`[{"value": "+7…", "primary": true}]`), and lists of fields with
 * their names (amoCRM) under these. What is nested deeper is kept as its JSON text.
 */
export function flatRecord(record: object): Map<string, string> {
  const cells = new Map<string, string>()
  for (const [name, value] of Object.entries(record)) {
    if (isNamedFields(value))
      for (const { field_name: heading, values } of value) put(cells, heading, textOf(values))
    else if (isObject(value))
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
  const said = Array.isArray(value) ? onlyMembers(value) : null
  if (said) return said.join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Members that say what kind of value stands beside them, not what it is. */
const asides =
  /^(?:_?id|label|type|kind|primary|is_?primary|pref|verified|key|slug|colou?r|position|order|enum(?:_id|_code)?|metadata)$/i

/** What a list of objects says by one member each: `value`, or `name`. */
function onlyMembers(list: readonly unknown[]): string[] | null {
  for (const member of ['value', 'name']) {
    const said = list.map((one) => onlyMember(one, member))
    if (said.every((one) => one !== null)) return said.filter((one) => one !== '')
  }
  return null
}

function onlyMember(one: unknown, member: string): string | null {
  if (!isObject(one)) return null
  const { [member]: said, ...others } = one as Record<string, unknown>
  const isOnly = Object.keys(others).every((name) => asides.test(name))
  return isOnly && (typeof said === 'string' || typeof said === 'number') ? String(said) : null
}

function isNamedFields(value: unknown): value is { field_name: string; values: unknown }[] {
  const isOne = (one: unknown) =>
    isObject(one) && 'values' in one && 'field_name' in one && typeof one.field_name === 'string'
  return Array.isArray(value) && value.length > 0 && value.every(isOne)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
