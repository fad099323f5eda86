import { z } from 'zod'
import { defineCommand, defineQuery } from '../../kernel/commands/command.ts'
import { customTypes, mostChoices, type StoredType } from '../../kernel/entities/custom-types.ts'

/** Days for which the values before a conversion are kept, so that it can be taken back. */
export const conversionDays = 30
/** Most values that a preview shows of those that do not fit. */
export const mostExamples = 50

const storedTypes = Object.keys(customTypes) as [StoredType, ...StoredType[]]

const reading = z
  .strictObject({
    monthFirst: z
      .boolean()
      .optional()
      .describe('Whether 3/4/2026 is the fourth of March; the language decides when it is not said'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional()
      .describe('Of amounts that name none'),
    addChoices: z.boolean().default(false).describe('What is no choice yet becomes one, while there is room'),
  })
  .default({ addChoices: false })

/** How texts are read when values become those of another type. */
export type Reading = z.output<typeof reading>

const wanted = {
  field: z.uuid(),
  type: z.enum(storedTypes),
  options: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('Of the new type; choices stay as they are when left out'),
  reading,
}

/** Where a field with a value that does not fit is used, and whether that works afterwards. */
const use = z.object({
  kind: z.enum(['view', 'mapping']),
  id: z.uuid(),
  name: z.string(),
  breaks: z.boolean().describe('It asks for something the new type cannot answer'),
})

/**
 * Tells what would become of the values if a field had another type; changes nothing. It reads for about a second and
 * tells where it has come to: ask again with `after` until `next` is null and add the counts up.
 */
export const previewConversion = defineCommand({
  name: 'field.previewConversion',
  mayTakeLong: true,
  needs: 'settings:update',
  input: z.strictObject({
    ...wanted,
    after: z.string().max(60).nullable().default(null).describe('What the former call told as `next`'),
    added: z
      .array(z.string().min(1).max(80))
      .max(mostChoices)
      .default([])
      .describe('Choices the former calls would add'),
  }),
  output: z.object({
    converts: z.int(),
    fails: z.int(),
    examples: z.array(
      z.object({
        id: z.uuid(),
        title: z.string(),
        value: z.string(),
        error: z.string().describe('Key of a sentence'),
        params: z.record(z.string(), z.unknown()),
      }),
    ),
    added: z.array(z.string()),
    next: z.string().nullable(),
    about: z
      .object({
        filled: z.int().describe('Live records with a value'),
        empty: z.int(),
        losesUnique: z.boolean(),
        uses: z.array(use),
        hidden: z.int().describe('Views of others that use the field'),
      })
      .nullable()
      .describe('Told by the first call'),
  }),
})

/**
 * Gives a field another type and converts its values, beside everybody’s work: the field is the old one until all are
 * done. Values that do not fit stop it, or are left empty; for thirty days it can be taken back.
 */
export const convertField = defineCommand({
  name: 'field.convert',
  mayTakeLong: true,
  needs: 'settings:update',
  input: z.strictObject({ ...wanted, onFailure: z.enum(['refuse', 'empty']).default('refuse') }),
  output: z.object({ id: z.uuid().describe('The conversion') }),
})

/** Stops a conversion that is under way; the field stays as it is. */
export const cancelConversion = defineCommand({
  name: 'field.cancelConversion',
  needs: 'settings:update',
  input: z.strictObject({ field: z.uuid() }),
  output: z.object({ id: z.uuid() }),
})

/**
 * Gives a field the type back that it had before its last conversion. Values nobody has changed since are again what
 * they were, those left empty among them; others are converted back.
 */
export const undoConversion = defineCommand({
  name: 'field.undoConversion',
  mayTakeLong: true,
  needs: 'settings:update',
  input: z.strictObject({ field: z.uuid() }),
  output: z.object({ id: z.uuid() }),
})

/** The last conversion of a field: how far it is, or what came of it. */
export const fieldConversion = defineQuery({
  name: 'fields.conversion',
  path: '/fields/:id/conversion',
  needs: 'settings:update',
  input: z.object({ id: z.uuid() }),
  output: z.object({
    item: z
      .object({
        id: z.uuid(),
        status: z.enum(['running', 'done', 'failed', 'cancelled']),
        from: z.enum(storedTypes),
        to: z.enum(storedTypes),
        undoes: z.boolean(),
        total: z.int(),
        filled: z.int(),
        emptied: z.int().describe('Values that did not fit'),
        failure: z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) }).nullable(),
        startedAt: z.iso.datetime(),
        finishedAt: z.iso.datetime().nullable(),
        undoableUntil: z.iso.datetime().nullable(),
      })
      .nullable(),
  }),
})
