import { z } from 'zod'
import { normalisePhone, printPhone } from '../../text/phone.ts'
import { type FieldType, oneColumn } from '../field-type.ts'

const operators = ['eq', 'neq', 'in', 'notIn', 'contains', 'startsWith', 'empty', 'notEmpty'] as const
const emailPattern = /^[^\s@<>"',;:]+@[^\s@<>"',;:.]+(\.[^\s@<>"',;:.]+)+$/

/** An e-mail address, stored in lower case. */
export const email: FieldType<string> = {
  name: 'email',
  ...oneColumn('text'),
  operators,
  schema: () => z.string().trim().toLowerCase().max(254).regex(emailPattern, 'value.not-an-email'),
  parse(text) {
    const value = text.replace(/^mailto:/i, '').toLowerCase()
    return emailPattern.test(value) && value.length <= 254
      ? { ok: true, value }
      : { ok: false, error: 'value.not-an-email' }
  },
  print: (value) => value,
  fromColumns: ([value]) => value as string,
}

/** A phone number in E.164 (`+79161234567`), optionally with an extension (`+74951234567;ext=12`, RFC 3966). */
export const phone: FieldType<string> = {
  name: 'phone',
  ...oneColumn('text'),
  operators,
  schema: () =>
    z
      .string()
      .trim()
      .regex(/^\+\d{5,15}(;ext=\d{1,7})?$/, 'value.not-e164')
      .describe('E.164'),
  parse(text, _options, env) {
    const value = normalisePhone(text, env.country)
    return value ? { ok: true, value } : { ok: false, error: 'value.not-a-phone' }
  },
  print: (value) => printPhone(value),
  fromColumns: ([value]) => value as string,
}

/** A web address with http or https; a bare `example.com` is completed to https. */
export const url: FieldType<string> = {
  name: 'url',
  ...oneColumn('text'),
  operators,
  schema: () => z.url({ protocol: /^https?$/ }).max(2000),
  parse(text) {
    const candidate = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`
    const parsed = URL.canParse(candidate) ? new URL(candidate) : null
    return parsed &&
      /^https?:$/.test(parsed.protocol) &&
      parsed.hostname.includes('.') &&
      candidate.length <= 2000
      ? { ok: true, value: candidate }
      : { ok: false, error: 'value.not-a-url' }
  },
  print: (value) => value,
  fromColumns: ([value]) => value as string,
}
