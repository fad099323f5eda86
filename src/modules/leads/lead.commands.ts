import { z } from 'zod'
import { defineCommand, defineQuery } from '../../kernel/commands/command.ts'

const personDraft = z.strictObject({
  name: z.string().trim().min(1).max(200),
  phone: z.string().max(40).nullish(),
  email: z.string().max(254).nullish(),
  jobTitle: z.string().max(120).nullish(),
})
const money = z.object({ amount: z.int().min(0), currency: z.string().regex(/^[A-Z]{3}$/) })
const contactHit = z.object({
  id: z.uuid(),
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  company: z.string().nullable(),
})
const companyHit = z.object({ id: z.uuid(), name: z.string() })

/** What a lead would become, and whom it may already be. */
export const conversion = defineQuery({
  name: 'lead.conversion',
  path: '/leads/:id/conversion',
  needs: 'lead:update',
  input: z.object({ id: z.uuid() }),
  output: z.object({
    contact: z.object({
      name: z.string(),
      phone: z.string().nullable(),
      email: z.string().nullable(),
      jobTitle: z.string().nullable(),
    }),
    company: z.object({ name: z.string() }).nullable(),
    deal: z.object({ title: z.string(), amount: money.nullable() }),
    duplicates: z.object({ contacts: z.array(contactHit), companies: z.array(companyHit) }),
  }),
})

/**
 * Turns a lead into a contact, a company and, if wanted, a deal; the lead closes as won and its story moves
 * along. A contact with the same phone, e-mail or name, or a company of the same name, stops a creation with
 * `lead.duplicates-found` unless `force` says that they are different.
 */
export const convertLead = defineCommand({
  name: 'lead.convert',
  needs: 'lead:update',
  input: z.strictObject({
    id: z.uuid(),
    contact: z.union([z.strictObject({ use: z.uuid() }), z.strictObject({ create: personDraft })]),
    company: z
      .union([
        z.strictObject({ use: z.uuid() }),
        z.strictObject({ create: z.strictObject({ name: z.string().trim().min(1).max(200) }) }),
      ])
      .optional(),
    deal: z
      .strictObject({
        title: z.string().trim().min(1).max(200),
        amount: money.nullish(),
        pipeline: z.uuid().optional(),
        stage: z.uuid().optional(),
      })
      .optional(),
    force: z.boolean().default(false),
  }),
  output: z.object({
    contact: z.uuid(),
    company: z.uuid().nullable(),
    deal: z.uuid().nullable(),
    event: z.uuid(),
  }),
})
