import type { EntityCatalog } from '../../../kernel/entities/catalog.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import type { TextEnv } from '../../../kernel/fields/field-type.ts'
import { namesIn } from '../../../kernel/fields/types/refs.ts'
import { foldText } from '../../../kernel/queries/fold-text.ts'
import { countryCode } from '../../../kernel/text/countries.ts'
import { cutText } from '../../../kernel/text/storable.ts'
import { rowProblems, type TableRow } from '../../../server/files/tabular/table.ts'
import type { Values } from '../../../server/registry.ts'
import { cellValue, isFormulaError, saysNothing } from '../cell-value.ts'
import { cleanCell } from '../clean-cell.ts'
import type { ImportSettings } from '../import-settings.ts'
import { readStatus } from '../read-status.ts'
import { type ImportTarget, targetsOf } from '../targets.ts'
import { fillTemplate } from '../title-template.ts'
import { isUnderTable } from '../under-table.ts'
import { type LinkedPart, linkedRefs, readLinked } from './linked-cells.ts'
import { problemOf, type RowProblem } from './problems.ts'
import { keysOfText, type RefKey, valuesOfText } from './ref-keys.ts'

/** The name of a record that a ref field is to lead to. */
export interface NamedRef {
  field: string
  text: string
  heading: string
  /** What it may be found by. */
  keys: readonly RefKey[]
  /** What the row tells about it besides its name. */
  values: Values
  /** The same as it stands in the file, kept as text where the record is neither found nor made. */
  lines: readonly string[]
}

/** The names of the records that a field of several is to lead to. */
export interface NamedList {
  field: string
  names: string[]
}

/** A row of the file as far as it can be understood without the database; planning does not change it. */
export interface ReadRow {
  number: number
  cells: string[]
  values: Values
  refs: NamedRef[]
  /** Names of the records that fields of several lead to. */
  lists: NamedList[]
  notes: string[]
  /** Lines for the description. */
  kept: string[]
  problems: RowProblem[]
}

/** Longest description and note. */
export const longestText = 20_000

export interface Column {
  index: number
  heading: string
  target: ImportTarget
  /** What particular texts stand for. */
  meanings: ReadonlyMap<string, string>
}

/** What stays the same for all rows. */
export interface Reader {
  entity: Entity
  settings: ImportSettings
  headings: string[]
  env: TextEnv
  catalog: Pick<EntityCatalog, 'find'>
}

/** Reads rows by one mapping; made once for a file. */
export function rowReader(
  entity: Entity,
  settings: ImportSettings,
  headings: string[],
  { env: usual, catalog }: { env: TextEnv; catalog: Pick<EntityCatalog, 'find'> },
): (row: TableRow) => ReadRow {
  const env = habitsOf(settings, usual)
  const reader: Reader = { entity, settings, headings, env, catalog }
  const columns = columnsOf(reader)
  return ({ number, cells, problem }) => {
    const row: ReadRow = { number, cells, values: {}, refs: [], lists: [], notes: [], kept: [], problems: [] }
    if (isUnderTable(cells)) {
      noteOnce(row, 'under-table')
      return row
    }
    if (problem) noteOnce(row, problem, problem === 'too-few-cells' && isOneCell(cells) ? 'error' : undefined)
    const parts: Record<string, string> = {}
    const linked = new Map<string, LinkedPart>()
    for (const column of columns) {
      const text = cleanCell(cells[column.index] ?? '')
      if (text === '') continue
      const meant = column.meanings.get(text) ?? text
      if (meant === '') continue
      if (isFormulaError(meant)) {
        noteOnce(row, 'formula-error')
        continue
      }
      if (column.target.linked) readLinked(linked, row, reader, column, meant)
      else readCell(row, reader, column, meant, parts)
    }
    linkedRefs(linked, row, reader)
    addName(row, reader, joinName(parts, env.locale))
    addTitle(row, reader)
    return row
  }
}

const rowSeverity = { ...rowProblems, 'under-table': 'error' } as const

/** Notes what is wrong with a row as a whole. */
function noteOnce(
  { problems }: ReadRow,
  error: keyof typeof rowSeverity,
  severity: RowProblem['severity'] = rowSeverity[error],
): void {
  if (!problems.some((one) => one.field === '' && one.error === error))
    problems.push({ field: '', error, severity })
}

/** One cell where there should be many is the rest of a broken line or a note, no record. */
const isOneCell = (cells: readonly string[]) =>
  cells.length > 3 && cells.slice(1).every((cell) => cell === '')

function columnsOf({ entity, settings, headings }: Reader): Column[] {
  const targets = new Map(targetsOf(entity).map((target) => [target.key, target]))
  const chosen = new Map(Object.entries(settings.columns))
  const meanings = new Map(Object.entries(settings.values))
  return headings.flatMap((heading, index): Column[] => {
    const target = targets.get(chosen.get(heading) ?? '')
    if (!target) return []
    return [{ index, heading, target, meanings: new Map(Object.entries(meanings.get(target.key) ?? {})) }]
  })
}

function readCell(
  row: ReadRow,
  reader: Reader,
  column: Column,
  text: string,
  parts: Record<string, string>,
): void {
  const { heading, target } = column
  if (target.key === 'note') row.notes.push(shortened(row, reader, 'note', text))
  else if (target.key.startsWith('name.')) parts[target.key.slice(5)] = text
  else if (target.key === 'description') row.kept.push(isDescription(heading) ? text : `${heading}: ${text}`)
  else if (target.key === 'status') readStatusCell(row, text)
  else if (isAddressPart(reader, target)) readAddressPart(row, reader, column, text)
  else if (target.type === 'refs' || target.type === 'ref') {
    if (saysNothing(reader.entity.fields[target.key]!, text)) return
    if (target.type === 'refs') row.lists.push({ field: target.key, names: namesIn(text) })
    else row.refs.push(refOf(reader, target.key, text, heading))
  } else readField(row, reader, target.key, text, heading)
}

const isAddressPart = ({ entity }: Reader, { key, field }: ImportTarget) =>
  field !== null && key !== field && entity.fields[field]?.type.name === 'address'

/** One column of several that an address stands in. */
function readAddressPart(row: ReadRow, reader: Reader, { heading, target }: Column, text: string): void {
  const { field, key } = target
  const { type, options } = reader.entity.fields[field!]!
  const part = key.slice(key.lastIndexOf('.') + 1)
  const value = part === 'country' ? countryCode(text) : text.replace(/\s+/g, ' ')
  const standing = (row.values[field!] as object | undefined) ?? {}
  const result = type.schema(options).safeParse({ ...standing, [part]: value })
  if (result.success) {
    row.values[field!] = result.data
    return
  }
  const mayKeep = keepsText(reader.entity, reader.settings)
  row.problems.push(problemOf(field!, 'value.invalid', mayKeep ? 'warning' : 'error', { value: text }))
  if (mayKeep) row.kept.push(`${heading}: ${text}`)
}

/** How dates and bare amounts of this file are meant. */
function habitsOf({ currency, dates }: ImportSettings, usual: TextEnv): TextEnv {
  return {
    ...usual,
    currency: currency ?? usual.currency,
    monthFirst: dates ? dates === 'monthFirst' : undefined,
  }
}

/** A record named by one text. */
export function refOf(
  { entity, catalog, env }: Reader,
  field: string,
  text: string,
  heading: string,
): NamedRef {
  const target = catalog.find(String(entity.fields[field]!.options.to))
  const keys = target ? keysOfText(target, text, env) : []
  return { field, text, heading, keys, values: target ? valuesOfText(target, keys) : {}, lines: [] }
}

function readStatusCell(row: ReadRow, text: string): void {
  const status = readStatus(text)
  if (status) row.values.status = status
  else row.problems.push(problemOf('status', 'value.not-a-status', 'error', { value: text }))
}

function readField(
  row: ReadRow,
  { entity, settings, env }: Reader,
  name: string,
  text: string,
  heading: string,
): void {
  // Targets that are neither of the above are fields of the entity.
  const parsed = cellValue({ noun: entity, name }, text, env)
  if (parsed.ok === 'nothing') return
  if (parsed.ok) {
    if (row.values[name] === undefined) row.values[name] = parsed.value
    else if (row.values[name] !== parsed.value) row.kept.push(`${heading}: ${parsed.text}`)
    for (const other of parsed.others) row.kept.push(`${heading}: ${other}`)
    return
  }
  const mayKeep = name !== entity.title && keepsText(entity, settings)
  row.problems.push(
    problemOf(name, parsed.error, mayKeep ? 'warning' : 'error', { ...parsed.params, value: text }),
  )
  if (mayKeep) row.kept.push(`${heading}: ${text}`)
}

/** Whether a text that means nothing to its field goes into the description instead. */
export function keepsText(entity: Entity, { onInvalid }: ImportSettings): boolean {
  return onInvalid === 'keepAsText' && entity.fields.description !== undefined
}

/** A description or note as long as it may be; what is left out is told. */
export function shortened(
  row: { problems: RowProblem[] },
  { settings }: { settings: ImportSettings },
  field: string,
  text: string,
): string {
  if (text.length <= longestText) return text
  const isRefused = settings.onInvalid === 'refuse'
  const error = isRefused ? 'value.too-long' : 'value.shortened'
  row.problems.push(
    problemOf(field, error, isRefused ? 'error' : 'warning', { max: longestText, value: text }),
  )
  return cutText(text, longestText)
}

/** «Фамилия Имя Отчество» in Russian, "First Middle Last" in English. */
export function joinName(parts: Record<string, string>, locale: 'ru' | 'en'): string {
  const order = locale === 'ru' ? ['last', 'first', 'middle'] : ['first', 'middle', 'last']
  return order.flatMap((part) => parts[part] ?? []).join(' ')
}

function addName(row: ReadRow, reader: Reader, name: string): void {
  if (name !== '' && row.values.name === undefined) readField(row, reader, 'name', name, '')
}

function addTitle(row: ReadRow, { entity, settings, headings }: Reader): void {
  const { title } = entity
  if (row.values[title] === undefined && settings.titleTemplate) {
    const text = fillTemplate(settings.titleTemplate, headings, row)
    if (text) row.values[title] = text
  }
  // A person without a name is called by what one can reach them by, a lead also by its company.
  if (row.values[title] === undefined && title === 'name' && entity.name !== 'company') {
    const call = row.values.companyName ?? row.values.email ?? row.values.phone
    if (typeof call === 'string') row.values[title] = cutText(call, 200)
  }
  if (row.values[title] === undefined && !row.problems.some(({ field }) => field === title))
    row.problems.push({ field: title, error: 'value.required', severity: 'error' })
}

function isDescription(heading: string): boolean {
  return /^(description|описание|примечани[ея]|комментари[йи]|comments?|notes?)/i.test(foldText(heading))
}
