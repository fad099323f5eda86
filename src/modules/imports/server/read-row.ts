import type { Entity } from '../../../kernel/entities/entity.ts'
import type { TextEnv } from '../../../kernel/fields/field-type.ts'
import { foldText } from '../../../kernel/queries/fold-text.ts'
import { rowProblems, type TableRow } from '../../../server/files/tabular/table.ts'
import type { Values } from '../../../server/registry.ts'
import type { ImportSettings } from '../import-settings.ts'
import { readStatus } from '../read-status.ts'
import { type ImportTarget, targetsOf } from '../targets.ts'
import { fillTemplate } from '../title-template.ts'
import type { RowProblem } from './problems.ts'

/** A row of the file as far as it can be understood without the database. */
export interface ReadRow {
  number: number
  cells: string[]
  values: Values
  /** Names of records that ref fields lead to, by field. */
  names: Record<string, string>
  notes: string[]
  problems: RowProblem[]
}

interface Column {
  index: number
  heading: string
  target: ImportTarget
}

/** Reads rows by one mapping; made once for a file. */
export function rowReader(
  entity: Entity,
  settings: ImportSettings,
  headings: string[],
  env: TextEnv,
): (row: TableRow) => ReadRow {
  const targets = new Map(targetsOf(entity).map((target) => [target.key, target]))
  const columns = headings.flatMap((heading, index): Column[] => {
    const target = targets.get(settings.columns[heading] ?? '')
    return target ? [{ index, heading, target }] : []
  })
  const money = { ...env, currency: settings.currency ?? env.currency }
  return ({ number, cells, problem }) => {
    const row: ReadRow = { number, cells, values: {}, names: {}, notes: [], problems: [] }
    if (problem) row.problems.push({ field: '', error: problem, severity: rowProblems[problem] })
    const kept: string[] = []
    const parts: Record<string, string> = {}
    for (const { index, heading, target } of columns) {
      const text = cleaned(cells[index] ?? '')
      if (text === '') continue
      const meant = settings.values[target.key]?.[text] ?? text
      if (meant === '') continue
      readCell(row, entity, settings, { heading, target, text: meant, env: money, kept, parts })
    }
    const name = joinName(parts, env.locale)
    if (name && row.values.name === undefined) row.values.name = name
    addTitle(row, entity, settings, headings)
    if (kept.length > 0) keepAsText(row, entity, kept)
    return row
  }
}

interface Cell {
  heading: string
  target: ImportTarget
  text: string
  env: TextEnv
  /** Lines to be kept in the description. */
  kept: string[]
  parts: Record<string, string>
}

function readCell(
  row: ReadRow,
  entity: Entity,
  settings: ImportSettings,
  { heading, target, text, env, kept, parts }: Cell,
): void {
  if (target.key === 'note') row.notes.push(text)
  else if (target.key.startsWith('name.')) parts[target.key.slice(5)] = text
  else if (target.key === 'description')
    kept.push(
      settings.columns[heading] === 'description' && isDescription(heading) ? text : `${heading}: ${text}`,
    )
  else if (target.key === 'status') {
    const status = readStatus(text)
    if (status) row.values.status = status
    else
      row.problems.push({
        field: 'status',
        error: 'value.not-a-status',
        params: { value: text },
        severity: 'error',
      })
  } else if (target.type === 'ref') row.names[target.key] = text
  else {
    const field = entity.fields[target.key]!
    const parsed = field.type.parse(text, field.options, env)
    if (parsed.ok) {
      row.values[target.key] = parsed.value
      return
    }
    const mayKeep =
      settings.onInvalid === 'keepAsText' && entity.fields.description && target.key !== entity.title
    row.problems.push({
      field: target.key,
      error: parsed.error,
      params: { ...parsed.params, value: text },
      severity: mayKeep ? 'warning' : 'error',
    })
    if (mayKeep) kept.push(`${heading}: ${text}`)
  }
}

/** Text of a cell without what no database keeps; a leading apostrophe guards formulas in our own exports. */
function cleaned(cell: string): string {
  const text = cell.includes('\u0000') ? cell.replaceAll('\u0000', '') : cell
  const trimmed = text.trim()
  return /^'[=+\-@]/.test(trimmed) ? trimmed.slice(1) : trimmed
}

/** «Фамилия Имя Отчество» in Russian, "First Middle Last" in English. */
function joinName(parts: Record<string, string>, locale: 'ru' | 'en'): string {
  const order = locale === 'ru' ? ['last', 'first', 'middle'] : ['first', 'middle', 'last']
  return order.flatMap((part) => parts[part] ?? []).join(' ')
}

function addTitle(row: ReadRow, entity: Entity, { titleTemplate }: ImportSettings, headings: string[]): void {
  const { title } = entity
  if (row.values[title] === undefined && titleTemplate) {
    const text = fillTemplate(titleTemplate, headings, row)
    if (text) row.values[title] = text
  }
  // A person without a name is called by what one can reach them by, a lead also by its company.
  if (row.values[title] === undefined && title === 'name' && entity.name !== 'company') {
    const call = row.values.companyName ?? row.values.email ?? row.values.phone
    if (typeof call === 'string') row.values[title] = call
  }
  if (row.values[title] === undefined && !row.problems.some(({ field }) => field === title))
    row.problems.push({ field: title, error: 'value.required', severity: 'error' })
}

function keepAsText(row: ReadRow, entity: Entity, kept: string[]): void {
  const max = 20_000
  if (!entity.fields.description) return
  row.values.description = kept.join('\n').slice(0, max)
}

function isDescription(heading: string): boolean {
  return /^(description|описание|примечани[ея]|комментари[йи]|comments?|notes?)/i.test(foldText(heading))
}
