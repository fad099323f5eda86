import { z } from 'zod'
import { defineCommand, defineQuery } from '../../kernel/commands/command.ts'
import { importFileShape, importSettingsShape } from './import-settings.ts'

const one = z.strictObject({ id: z.uuid() })
const answered = z.object({ id: z.uuid(), status: z.string() })

/** Says how the rows are to be read. Re-reads the file when encoding, delimiter, sheet or header row change. */
export const configureImport = defineCommand({
  name: 'import.configure',
  needs: 'import:create',
  input: z.strictObject({ id: z.uuid(), settings: importSettingsShape }),
  output: z.object({ id: z.uuid(), status: z.string(), file: importFileShape }),
})

/** Goes through the whole file without writing a record; exact counts and every problem follow. */
export const checkImport = defineCommand({
  name: 'import.check',
  needs: 'import:create',
  input: one,
  output: answered,
})

/** Brings the file in, in the background. */
export const runImport = defineCommand({
  name: 'import.run',
  needs: 'import:create',
  input: one,
  output: answered,
})

/** Stops a running check or import after the rows in hand; what is in stays, and can be undone. */
export const cancelImport = defineCommand({
  name: 'import.cancel',
  needs: 'import:create',
  input: one,
  output: answered,
})

/** Takes back everything an import created or changed, except records somebody has changed since. */
export const undoImport = defineCommand({
  name: 'import.undo',
  needs: 'import:create',
  input: one,
  output: answered,
})

/** Takes an import nothing of which has been brought in, or nothing of which is left, off the list, and its file with it. */
export const removeImport = defineCommand({
  name: 'import.remove',
  needs: 'import:delete',
  input: one,
  output: z.object({}),
})

/** Puts other texts into cells of one row, by heading, without touching the file. */
export const fixImportRow = defineCommand({
  name: 'import.fixRow',
  needs: 'import:create',
  input: z.strictObject({
    id: z.uuid(),
    row: z.int().min(1),
    cells: z.record(z.string(), z.string().max(10_000)),
  }),
  output: answered,
})

/** A way of bringing in files of one set of headings, kept for everybody in the workspace. */
const mapping = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Kept by a person under a name; the other one is that of the last file. */
  isNamed: z.boolean(),
  settings: importSettingsShape,
  savedAt: z.string(),
})

/** Mappings kept for files with the headings of this one: the named ones first, then the last one used. */
export const importMappings = defineQuery({
  name: 'import.mappings',
  path: '/imports/:id/mappings',
  needs: 'import:read',
  input: z.object({ id: z.uuid() }),
  output: z.object({ items: z.array(mapping) }),
})

/** Keeps a mapping for files with the headings of this one; one of the same name is replaced. */
export const saveImportMapping = defineCommand({
  name: 'import.saveMapping',
  needs: 'import:create',
  input: z.strictObject({
    id: z.uuid(),
    name: z.string().trim().min(1).max(80),
    settings: importSettingsShape,
  }),
  output: z.object({}),
})

/** Forgets a mapping kept for files with the headings of this one; one that is gone already is forgotten. */
export const forgetImportMapping = defineCommand({
  name: 'import.forgetMapping',
  needs: 'import:create',
  input: z.strictObject({ id: z.uuid(), mapping: z.uuid() }),
  output: z.object({}),
})

const severity = z.enum(['error', 'warning'])

/** Rows with something to say, in the order of the file; all of them, or those with problems of one kind. */
export const importProblems = defineQuery({
  name: 'import.problems',
  path: '/imports/:id/problems',
  needs: 'import:read',
  input: z.object({
    id: z.uuid(),
    after: z.coerce.number().int().default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    severity: severity.optional(),
    /** Target key; `-` for problems of a row as a whole. */
    field: z.string().max(60).optional(),
    error: z.string().max(60).optional(),
  }),
  output: z.object({
    items: z.array(
      z.object({
        row: z.int(),
        outcome: z.string(),
        problems: z.array(
          z.object({
            field: z.string(),
            error: z.string(),
            params: z.record(z.string(), z.unknown()).optional(),
            severity,
          }),
        ),
        cells: z.array(z.string()),
      }),
    ),
    nextAfter: z.int().nullable(),
  }),
})

/** The kinds of problems of a check or an import, the most frequent first, each with the texts that cause it. */
export const importProblemKinds = defineQuery({
  name: 'import.problemKinds',
  path: '/imports/:id/problem-kinds',
  needs: 'import:read',
  input: z.object({ id: z.uuid() }),
  output: z.object({
    items: z.array(
      z.object({
        field: z.string(),
        error: z.string(),
        severity,
        rows: z.int(),
        /** How many different texts there are; the most frequent of them follow. */
        distinct: z.int(),
        values: z.array(
          z.object({ value: z.string(), rows: z.int(), params: z.record(z.string(), z.unknown()) }),
        ),
      }),
    ),
  }),
})
