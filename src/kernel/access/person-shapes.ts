import { z } from 'zod'
import { email } from '../fields/types/address.ts'

/** The languages of the product. */
export const localeShape = z.enum(['ru', 'en'])

export const themeShape = z.enum(['system', 'light', 'dark'])

/** What a person is called, as in the entity `user`. */
export const personNameShape = z.string().trim().min(1).max(120)

/** An e-mail address in lower case, as it is stored. */
export const emailShape = email.schema({})

/** A password on its way in; whether a new one is good enough is judged where it is set. */
export const passwordShape = z.string().min(1).max(200)

/** A name of the IANA time zone database; offsets such as `+03:00`, whose sign PostgreSQL reads the other way, are not. */
export const timeZoneShape = z
  .string()
  .max(60)
  .regex(/^[A-Za-z]/)
  .refine(isTimeZone)

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
