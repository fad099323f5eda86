import { z } from 'zod'
import { timeZoneShape } from './person-shapes.ts'

/** How a company sells; chosen at first run, it decides the pipelines and scripts to begin with. */
export const modelShape = z.enum(['transactional', 'collaborative', 'strategic'])

const currencies = new Set(Intl.supportedValuesOf('currency'))

/** The company a workspace is for and its habits of reading and writing. */
export const companyShape = z.strictObject({
  name: z.string().trim().min(1).max(120),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .describe('ISO 3166 alpha-2'),
  currency: z
    .string()
    .refine((code) => currencies.has(code))
    .describe('ISO 4217'),
  timeZone: timeZoneShape.describe('IANA name'),
})
