import { z } from 'zod'
import { footerKinds } from '../queries/summary.ts'
import { defineQuery } from './command.ts'

const entityName = z.string().max(40)
const fieldName = z.string().max(60)
const isExact = z
  .boolean()
  .describe(
    'False: there are more records than are counted one by one, and the figures are of a sample of them',
  )
const sums = z.array(
  z.object({
    amount: z.number().describe('Minor units where there is a currency'),
    currency: z.string().nullable(),
  }),
)
const asked = {
  entity: entityName,
  filter: z.string().max(20_000).optional().describe('A filter as a list takes it'),
  q: z.string().max(200).optional(),
}

/** How the records of a list fall into groups by a field: how many in each and for how much. */
export const groups = defineQuery({
  name: 'records.groups',
  path: '/groups',
  needs: null,
  input: z.object({
    ...asked,
    by: fieldName.describe('A choice, a reference, yes or no, a rating; a date groups by month'),
    sum: fieldName.optional().describe('A field of numbers or money to be added up'),
  }),
  output: z.object({
    groups: z.array(
      z.object({
        key: z.string().nullable().describe('The value, or the month as `2026-11`; null: without one'),
        filter: z.unknown().describe('The condition under which a record is of the group'),
        count: z.int(),
        sums,
      }),
    ),
    exact: isExact,
    more: z.boolean().describe('There are more groups than are given, smaller ones'),
    titles: z.record(z.string(), z.string()),
  }),
})

/** Figures about all records of a list: sums, averages, how many have a value. */
export const totals = defineQuery({
  name: 'records.totals',
  path: '/totals',
  needs: null,
  input: z.object({
    ...asked,
    figures: z
      .string()
      .max(2000)
      .regex(/^\w+:\w+(,\w+:\w+)*$/)
      .describe(`\`amount:sum,closeOn:filled\`: a field and one of ${footerKinds.join(', ')}`),
  }),
  output: z.object({
    count: z.int(),
    exact: isExact,
    figures: z.array(
      z.object({
        field: z.string(),
        kind: z.enum(footerKinds),
        values: z
          .array(
            z.object({
              value: z.union([z.number(), z.string()]).describe('Minor units where there is a currency'),
              currency: z.string().nullable(),
            }),
          )
          .describe('One for each currency; none where nothing can be told'),
      }),
    ),
  }),
})
