import { z } from 'zod'
import { readDate, readDateTime } from '../../text/read-date.ts'
import { type FieldType, oneColumn, type TextEnv } from '../field-type.ts'

const order = ['eq', 'neq', 'lt', 'lte', 'gt', 'gte', 'between', 'empty', 'notEmpty'] as const

/** A calendar day, `2026-11-22`, of no time zone. */
export const date: FieldType<string> = {
  name: 'date',
  ...oneColumn('date'),
  operators: order,
  schema: () => z.iso.date(),
  parse(text, _options, env) {
    const value = readDate(text, slashesOf(env))
    return value ? { ok: true, value } : { ok: false, error: 'value.not-a-date' }
  },
  print: (value) => value,
  fromColumns: ([value]) => value as string,
}

/** A moment in UTC, `2026-11-22T09:30:00.000Z`. */
export const dateTime: FieldType<string> = {
  name: 'dateTime',
  ...oneColumn('timestamp with time zone'),
  operators: order,
  schema: () =>
    z.iso
      .datetime({ offset: true })
      .transform((value) => new Date(value).toISOString())
      .pipe(z.iso.datetime()),
  parse(text, _options, env) {
    const value = readDateTime(text, slashesOf(env), env.timeZone)
    return value ? { ok: true, value } : { ok: false, error: 'value.not-a-date' }
  },
  print: (value) => value,
  fromColumns: ([value]) => value as string,
}

/** The language whose order of day and month a text follows. */
function slashesOf({ locale, monthFirst }: TextEnv): 'ru' | 'en' {
  if (monthFirst === undefined) return locale
  return monthFirst ? 'en' : 'ru'
}
