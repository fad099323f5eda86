import type { Entity } from '../../../kernel/entities/entity.ts'
import { cutText } from '../../../kernel/text/storable.ts'
import type { Values } from '../../../server/registry.ts'
import { cellValue } from '../cell-value.ts'
import { problemOf } from './problems.ts'
import { type Column, joinName, keepsText, longestText, type Reader, type ReadRow } from './read-row.ts'
import { keysOfText, keysOfValues } from './ref-keys.ts'

/** What a row tells about one record of another kind. */
export interface LinkedPart {
  noun: Entity
  values: Values
  /** Parts of the name. */
  names: Record<string, string>
  /** Further numbers and addresses, and what could not be read. */
  kept: string[]
  lines: string[]
}

/** Takes one cell about another record in: `contact.phone`, `company.taxId`. */
export function readLinked(
  parts: Map<string, LinkedPart>,
  row: ReadRow,
  reader: Reader,
  { heading, target }: Column,
  text: string,
): void {
  const { by, noun, field: name } = target.linked!
  const part = parts.get(by) ?? { noun, values: {}, names: {}, kept: [], lines: [] }
  parts.set(by, part)
  if (name.startsWith('name.')) {
    part.lines.push(`${heading}: ${text}`)
    part.names[name.slice(5)] = text
    return
  }
  const parsed = cellValue({ noun, name }, text, reader.env)
  if (parsed.ok === 'nothing') return
  part.lines.push(`${heading}: ${text}`)
  if (parsed.ok) {
    if (part.values[name] === undefined) part.values[name] = parsed.value
    else if (part.values[name] !== parsed.value) part.kept.push(`${heading}: ${parsed.text}`)
    for (const other of parsed.others) part.kept.push(`${heading}: ${other}`)
    return
  }
  const mayKeep = keepsText(noun, reader.settings)
  const severity = mayKeep ? 'warning' : 'error'
  row.problems.push(problemOf(target.key, parsed.error, severity, { ...parsed.params, value: text }))
  if (mayKeep) part.kept.push(`${heading}: ${text}`)
}

/** Records of other kinds that cells of their own tell about join those that a cell names. A company comes first. */
export function linkedRefs(parts: ReadonlyMap<string, LinkedPart>, row: ReadRow, reader: Reader): void {
  if (parts.size === 0) return
  for (const [by, { noun, values, names, kept, lines }] of parts) {
    if (kept.length > 0) values.description = cutText(kept.join('\n'), longestText)
    const index = row.refs.findIndex(({ field }) => field === by)
    const named = index < 0 ? undefined : row.refs[index]
    const text = named?.text ?? callOf(noun, joinName(names, reader.env.locale), values)
    if (text === '') {
      row.kept.push(...lines)
      continue
    }
    const told = keysOfValues(noun, values, text)
    // A person named and reachable is found by the address alone, a company also by its name.
    const foreign = keysOfText(noun, text, reader.env).filter((key) => !key.startsWith('name:'))
    const ref = {
      field: by,
      text,
      heading: named?.heading ?? '',
      keys: [...new Set([...foreign, ...told])],
      values: { ...named?.values, ...values },
      lines,
    }
    if (index >= 0) row.refs[index] = ref
    else row.refs.push(ref)
  }
  row.refs.sort((one, other) => Number(other.field === 'company') - Number(one.field === 'company'))
}

/** What a record is called when no cell names it. */
function callOf({ name, fields }: Entity, joined: string, { phone, email, website, taxId }: Values): string {
  const call = joined || (name === 'company' ? (website ?? email ?? taxId) : (email ?? phone)) || ''
  return cutText(String(call), Number(fields.name?.options.max ?? 200))
}
