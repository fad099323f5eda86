import { z } from 'zod'
import { defineCommand } from '../../kernel/commands/command.ts'
import { namedShape } from '../../kernel/entities/custom-model.ts'
import { customTypeNames } from '../../kernel/entities/custom-types.ts'

/** Most fields of one noun, archived ones included; each is a column. */
export const mostFields = 200
/** Most nouns of one workspace, archived ones included; each is a table. */
export const mostObjects = 50

const named = { id: z.uuid(), name: z.string().describe('On the API: `x_colour`') }
const nameOnApi = z
  .string()
  .regex(/^x_[a-z][a-z0-9_]{0,37}$/)
  .describe('Made of the label when left out')

/** Adds a field to a noun; it is a column of its own and can be used everywhere at once. */
export const createField = defineCommand({
  name: 'field.create',
  mayTakeLong: true,
  needs: 'settings:update',
  input: z.strictObject({
    entity: z.string().min(1).max(60).describe('The noun: `deal`'),
    name: nameOnApi.optional(),
    type: z.enum(customTypeNames),
    names: namedShape,
    help: namedShape.nullable().default(null),
    required: z.boolean().default(false),
    unique: z.boolean().default(false).describe('No two live records share a value; empty ones may'),
    initial: z.unknown().optional().describe('Value of a new record that names none'),
    fill: z.boolean().default(false).describe('Gives the initial value to the records there are, too'),
    options: z.record(z.string(), z.unknown()).default({}),
  }),
  output: z.object(named),
})

/** Changes how a field is called and behaves. What is left out stays. */
export const changeField = defineCommand({
  name: 'field.change',
  mayTakeLong: true,
  needs: 'settings:update',
  input: z.strictObject({
    field: z.uuid(),
    names: namedShape.optional(),
    help: namedShape.nullable().optional(),
    required: z.boolean().optional(),
    unique: z.boolean().optional(),
    initial: z.unknown().optional(),
    options: z.record(z.string(), z.unknown()).optional(),
    position: z.int().min(0).max(10_000).optional(),
  }),
  output: z.object(named),
})

/** Adds a noun with a name and an owner; it has a list, pages, rights, import and an API at once. */
export const createObject = defineCommand({
  name: 'object.create',
  mayTakeLong: true,
  needs: 'settings:update',
  input: z.strictObject({
    name: nameOnApi.optional(),
    one: namedShape.describe('One of them: "Vehicle"'),
    many: namedShape.describe('Several: "Vehicles"'),
  }),
  output: z.object(named),
})

/** Changes what a noun is called. */
export const changeObject = defineCommand({
  name: 'object.change',
  needs: 'settings:update',
  input: z.strictObject({
    object: z.uuid(),
    one: namedShape.optional(),
    many: namedShape.optional(),
    position: z.int().min(0).max(10_000).optional(),
  }),
  output: z.object(named),
})

/** Takes a noun out of use with its fields and all that links to it; nothing is lost. */
export const archiveObject = defineCommand({
  name: 'object.archive',
  mayTakeLong: true,
  needs: 'settings:update',
  input: z.strictObject({ object: z.uuid() }),
  output: z.object(named),
})

/** Brings an archived noun back with its records. */
export const restoreObject = defineCommand({
  name: 'object.restore',
  mayTakeLong: true,
  needs: 'settings:update',
  input: z.strictObject({ object: z.uuid() }),
  output: z.object(named),
})

/** Takes a field out of use; its column and values stay until it comes back. */
export const archiveField = defineCommand({
  name: 'field.archive',
  mayTakeLong: true,
  needs: 'settings:update',
  input: z.strictObject({ field: z.uuid() }),
  output: z.object(named),
})

/** Brings an archived field back with the values it had. */
export const restoreField = defineCommand({
  name: 'field.restore',
  mayTakeLong: true,
  needs: 'settings:update',
  input: z.strictObject({ field: z.uuid() }),
  output: z.object(named),
})
