import { wordOf } from '../../../kernel/entities/custom-model.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Field } from '../../../kernel/fields/f.ts'
import type { TextEnv } from '../../../kernel/fields/field-type.ts'
import { nameOfChoice } from '../../../kernel/fields/types/choice.ts'
import type { Money } from '../../../kernel/fields/types/money.ts'
import { currencyDigits } from '../../../kernel/text/currency.ts'
import { clockIn } from '../../../kernel/text/zone.ts'
import type { Cell } from '../../../server/files/tabular/cell.ts'
import type { StepOnRow, Titles } from '../../../server/records/read.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import type { Translate } from '../../../server/sentences.ts'

/** One column of an exported table. */
export interface ExportColumn {
  heading: string
  cell(record: StoredRecord, titles: Titles): Cell
}

/** The pseudo-field lists show the open next step under. */
const stepColumn = 'step'
const yesNo = { en: ['Yes', 'No'], ru: ['Да', 'Нет'] } as const
const currencyHeading = { en: 'currency', ru: 'валюта' } as const

/** Names of all that a list can show of an entity, in its order. */
export function allColumns(entity: Entity): string[] {
  const names = Object.entries(entity.fields)
    .filter(
      ([name, { hidden, type, limit }]) =>
        !hidden && limit !== 'hidden' && type.name !== 'json' && name !== 'nextStep',
    )
    .map(([name]) => name)
  return entity.worked ? [...names.slice(0, 1), stepColumn, ...names.slice(1)] : names
}

/** Refuses names that are no fields. */
export function requireColumns(entity: Entity, names: readonly string[]): void {
  const unknown = names.filter(
    (name) => !(name === stepColumn ? entity.worked : Object.hasOwn(entity.fields, name)),
  )
  if (unknown.length > 0)
    fail(
      'input.invalid',
      {},
      unknown.map((value) => ({ field: 'columns', error: 'value.unknown-field', params: { value } })),
    )
  const hidden = names.find((name) => entity.fields[name]?.limit === 'hidden')
  if (hidden) fail('field.hidden', { field: hidden, entity: entity.name })
}

/**
 * The columns of a table that people read: names instead of keys and ids, days and times on the company's clocks. An
 * amount stands in two columns, as a number and its currency, so that it can be added up; the next step as what is to
 * be done and when.
 */
export function columnsOf(
  entity: Entity,
  names: readonly string[],
  t: Translate,
  env: TextEnv,
): ExportColumn[] {
  return names.flatMap((name) => {
    if (name === stepColumn || name === 'nextStep') return stepColumns(entity, t, env)
    const field = entity.fields[name]!
    const heading = headingOf(entity, name, t, env)
    const cell =
      (print: (value: never, titles: Titles) => Cell) => (record: StoredRecord, titles: Titles) => {
        const value = record[name]
        return value === null || value === undefined ? null : print(value as never, titles)
      }
    if (field.type.name !== 'money') return [{ heading, cell: cell(printerOf(entity, name, field, t, env)) }]
    return [
      { heading, cell: cell((value: Money) => ({ number: inUnits(value) })) },
      {
        heading: `${heading}: ${currencyHeading[env.locale]}`,
        cell: cell(({ currency }: Money) => currency),
      },
    ]
  })
}

function headingOf(entity: Entity, name: string, t: Translate, { locale }: TextEnv): string {
  const called = entity.fields[name]?.called
  return called ? wordOf(called, locale) : t([`fields.${entity.name}.${name}`], {}, name)
}

function stepColumns(entity: Entity, t: Translate, env: TextEnv): ExportColumn[] {
  const stepOf = (record: StoredRecord) => record.step as StepOnRow | null | undefined
  return [
    {
      heading: headingOf(entity, 'nextStep', t, env),
      cell(record, titles) {
        const step = stepOf(record)
        return step ? [titles[step.kind], step.title].filter(Boolean).join(': ') : null
      },
    },
    {
      heading: headingOf(entity, 'nextStepDueAt', t, env),
      cell(record) {
        const step = stepOf(record)
        return step ? momentCell(step.dueAt, env) : null
      },
    },
  ]
}

type Print = (value: never, titles: Titles) => Cell

function printerOf(entity: Entity, name: string, field: Field, t: Translate, env: TextEnv): Print {
  const choice = (key: string) =>
    field.options.names
      ? nameOfChoice(key, field.options, env.locale)
      : t([`choices.${entity.name}.${name}.${key}`], {}, key)
  switch (field.type.name) {
    case 'choice':
      return (value: string) => choice(value)
    case 'multiChoice':
      return (value: string[]) => value.map(choice).join('; ')
    case 'ref':
      // Of a masked file no more is told than that there is one.
      return (value: string, titles) => (field.limit === 'masked' ? value : (titles[value] ?? null))
    case 'refs':
      // A mark that parts names does not stand within one.
      return (value: string[], titles) =>
        value.flatMap((id) => titles[id]?.replaceAll(/[;,]/g, ' ') ?? []).join('; ')
    case 'boolean':
      return (value: boolean) => yesNo[env.locale][value ? 0 : 1]
    case 'integer':
    case 'decimal':
    case 'percent':
    case 'rating':
      return (value: number) => ({ number: String(value) })
    case 'date':
      return (value: string) => ({ day: value })
    case 'dateTime':
      return (value: string) => momentCell(value, env)
    case 'json':
      return (value: unknown) => JSON.stringify(value)
    default:
      return (value: never) => field.type.print(value, field.options, env)
  }
}

function momentCell(moment: string, { timeZone }: TextEnv): Cell {
  return clockIn(timeZone, moment)
}

function inUnits({ amount, currency }: Money): string {
  const digits = currencyDigits(currency)
  return (amount / 10 ** digits).toFixed(digits)
}
