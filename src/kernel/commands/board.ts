import { z } from 'zod'
import { defineCommand, defineQuery } from './command.ts'

const entityName = z.string().max(40)
const fieldName = z.string().max(60)

/** Records by the values of a field, each column with its count, sums and first cards. */
export const board = defineQuery({
  name: 'records.board',
  path: '/board',
  needs: null,
  input: z.object({
    entity: entityName,
    by: fieldName
      .optional()
      .describe(
        'As of groups. `stage`, or none, of leads and deals: their open ones at the stages of a pipeline',
      ),
    pipeline: z.uuid().optional().describe('Of a board of stages; the first one when left out'),
    filter: z.string().max(20_000).optional(),
    q: z.string().max(200).optional(),
    sort: z
      .string()
      .max(200)
      .optional()
      .describe('As of a list; `byHand` is the order made by hand. A board of stages stands by what is due'),
    sum: fieldName.optional().describe('A field of numbers or money to be added up'),
    limit: z.coerce.number().int().min(1).max(100).default(30).describe('Cards in each column'),
  }),
  output: z.object({
    pipeline: z.uuid().nullable().describe('Of a board of stages'),
    columns: z.array(
      z.object({
        key: z.string().nullable().describe('The value the records of the column have; null: none'),
        stage: z
          .object({ id: z.uuid(), name: z.string(), probability: z.int() })
          .nullable()
          .describe('Of a board of stages'),
        filter: z.unknown().describe('The condition under which a record is of the column'),
        count: z.int(),
        sums: z.array(
          z.object({
            amount: z.number().describe('Minor units where there is a currency'),
            currency: z.string().nullable(),
          }),
        ),
        items: z.array(z.looseObject({ id: z.uuid(), version: z.int() })),
        nextCursor: z
          .string()
          .nullable()
          .describe(
            'Further cards are listed from here under the filter of the column. Empty: none has been read yet',
          ),
      }),
    ),
    exact: z.boolean().describe('False: counts and sums are of a sample'),
    more: z.boolean().describe('There are more columns than are given, smaller ones'),
    titles: z.record(z.string(), z.string()),
    shownFor: z.string().nullable(),
  }),
})

/** Puts a record right before or after another one in the order made by hand, which is one for all of its kind. */
export const place = defineCommand({
  name: 'records.place',
  needs: null,
  input: z.strictObject({
    entity: entityName,
    id: z.uuid(),
    side: z.enum(['before', 'after']),
    beside: z.uuid(),
  }),
  output: z.object({}),
})
