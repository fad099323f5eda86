import { z } from 'zod'
import { bases } from '../customers/index.ts'

/** Kinds of records a file may hold: shipped ones, or a noun the workspace has made itself. */
export const kindShape = z.union([
  z.enum(['lead', 'contact', 'company', 'deal', 'product', 'user', 'team']),
  z.templateLiteral(['x_', z.string().regex(/^[a-z0-9_]{1,40}$/)]),
])

/** What to do with a row whose record is already there. */
export const duplicateRules = ['updateEmpty', 'overwrite', 'skip', 'create'] as const

/** How the rows of a file become records. Every member has a sensible value, so an empty object is valid. */
export const importSettingsShape = z.strictObject({
  entity: kindShape,
  encoding: z.string().max(40).optional(),
  delimiter: z.string().length(1).optional(),
  sheet: z.string().max(200).optional(),
  headerRow: z.int().min(0).max(100).optional(),
  /** Which target each column feeds, by heading; a column that is not named is left out. */
  columns: z.record(z.string().max(500), z.string().max(60)),
  /** Meaning of particular texts: target → text in the file → text to read instead. */
  values: z.record(z.string(), z.record(z.string(), z.string().max(200))).default({}),
  /** Title of a row that has none, with `{Heading}` standing for cells: `{job}, {age}`. */
  titleTemplate: z.string().max(300).optional(),
  /** Fields a record is recognised by, any of them sufficing. */
  match: z.array(z.string().max(60)).max(5).default([]),
  onDuplicate: z.enum(duplicateRules).default('updateEmpty'),
  /** A text that cannot be read as its field: kept in the description, or the row is refused. */
  onInvalid: z.enum(['keepAsText', 'refuse']).default('keepAsText'),
  /** Kinds of records made when a row names one that is not there. */
  createMissing: z
    .array(z.enum(['company', 'contact', 'product', 'team', 'stage']))
    .default(['company', 'contact', 'product', 'team']),
  owner: z
    .discriminatedUnion('mode', [
      z.strictObject({ mode: z.literal('one'), user: z.uuid() }),
      z.strictObject({ mode: z.literal('roundRobin'), users: z.array(z.uuid()).min(1).max(200) }),
      /** The owner column decides; a name nobody bears falls to `user`. */
      z.strictObject({ mode: z.literal('column'), user: z.uuid() }),
    ])
    .optional(),
  pipeline: z.uuid().optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  /** Why the data of the people in the file may be kept; an import that brings people does not begin without it. */
  basis: z
    .strictObject({
      kind: z.enum(bases),
      on: z.iso.date().optional(),
      source: z.string().trim().max(300).optional(),
    })
    .optional(),
  /** Which comes first in a day written with slashes, `3/4/2026`; the language decides when it is not said. */
  dates: z.enum(['dayFirst', 'monthFirst']).optional(),
  /** The first step of every open row; per owner at most `perDay` a working day, so that nobody drowns. */
  nextStep: z
    .strictObject({
      kind: z.uuid().optional(),
      startOn: z.iso.date().optional(),
      perDay: z.int().min(1).max(10_000).default(40),
    })
    .default({ perDay: 40 }),
})

export type ImportSettings = z.output<typeof importSettingsShape>

/** Numbers of a check or an import. Every row of the file is in exactly one of the first five. */
export const importCountsShape = z.object({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  skipped: z.int(),
  failed: z.int(),
  /** Rows taken in spite of something worth knowing; not a class of their own. */
  warnings: z.int(),
  /** Records of other kinds that rows told about, by kind: made for them, and rows whose record was there. */
  linked: z.record(z.string(), z.object({ created: z.int(), found: z.int() })).optional(),
  /** After an undo: records put back, and records left because somebody changed them since. */
  undone: z.int().optional(),
  kept: z.int().optional(),
})

export type ImportCounts = z.output<typeof importCountsShape>

export const noCounts: ImportCounts = {
  created: 0,
  updated: 0,
  unchanged: 0,
  skipped: 0,
  failed: 0,
  warnings: 0,
}

/** What was found in an uploaded file. */
export const importFileShape = z.object({
  size: z.int(),
  format: z.enum(['csv', 'xlsx', 'ods', 'html', 'vcard', 'json']),
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  sheets: z.array(z.string()),
  sheet: z.string().nullable(),
  headerRow: z.int(),
  headings: z.array(z.string()),
  /** First rows of the file, as text. */
  sample: z.array(z.array(z.string())),
  estimatedRows: z.int().nullable(),
})

export type ImportFile = z.output<typeof importFileShape>
