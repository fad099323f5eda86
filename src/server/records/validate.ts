import type { z } from 'zod'
import { z as zod } from 'zod'
import type { Entity } from '../../kernel/entities/entity.ts'
import { type FieldProblem, fail } from '../../kernel/errors/errors.ts'
import type { Field } from '../../kernel/fields/f.ts'
import { longestRichText, richTextTags } from '../../kernel/text/rich-text.ts'
import type { Values } from '../registry.ts'
import { safeHtml } from './safe-html.ts'

/** JSON shape of a field on the API: its type, or null where it may be empty. */
export function fieldSchema(field: Field): z.ZodType {
  const schema = valueSchema(field)
  return field.required ? schema : schema.nullable()
}

/** JSON shape of a present value of a field; rich text comes out of it safe. */
export function valueSchema({ type, options }: Field): z.ZodType {
  const schema = type.schema(options)
  if (type.name !== 'richText') return schema
  // What is left of it may be nothing, and entities are longer than the signs they stand for.
  return (schema as z.ZodString)
    .overwrite(safeHtml)
    .min(1)
    .max(longestRichText)
    .describe(`HTML of ${richTextTags.join(', ')}; links lead to http, https, mailto or tel`)
}

/** Shape of a new record: required fields without a default must be there, unknown ones are refused. */
export const createShape = once((entity: Entity): z.ZodObject => {
  const shape: Record<string, z.ZodType> = {}
  for (const [name, field] of Object.entries(entity.fields)) {
    if (field.readOnly) continue
    const schema = fieldSchema(field)
    shape[name] =
      field.required && field.default === undefined && !field.starts && !filledBySystem(entity, name)
        ? schema
        : schema.optional()
  }
  return zod.strictObject(shape)
})

/** Shape of a change: any of the fields that may change. */
export const changesShape = once((entity: Entity): z.ZodObject => {
  const shape: Record<string, z.ZodType> = {}
  for (const [name, field] of Object.entries(entity.fields))
    if (!field.readOnly && !field.createOnly) shape[name] = fieldSchema(field).optional()
  return zod.strictObject(shape)
})

/** Making a shape takes longer than checking a record with it. */
function once(make: (entity: Entity) => z.ZodObject): (entity: Entity) => z.ZodObject {
  const made = new WeakMap<Entity, z.ZodObject>()
  return (entity) => {
    const shape = made.get(entity) ?? make(entity)
    made.set(entity, shape)
    return shape
  }
}

/** Owner, pipeline and stage of a lead or deal are filled in when the client names none. */
function filledBySystem(entity: Entity, name: string): boolean {
  return entity.worked && ['owner', 'pipeline', 'stage'].includes(name)
}

/** Refuses values of fields the role of their writer is limited in, naming each; `at` is where they stand. */
export function refuseLimited({ fields }: Entity, values: Values, at = ''): void {
  const problems = Object.keys(values).flatMap((name): FieldProblem[] =>
    fields[name]?.limit ? [{ field: at + name, error: 'value.not-editable' }] : [],
  )
  if (problems.length > 0) fail('input.invalid', {}, problems)
}

/** Checks values against a shape and names every field that is wrong. */
export function validate(shape: z.ZodType, values: unknown): Values {
  const result = checked(shape, values)
  if ('problems' in result) fail('input.invalid', {}, result.problems)
  return result.value as Values
}

/** A value as its shape makes it, or what is wrong with it by field, as keys of sentences. */
export function checked(shape: z.ZodType, value: unknown): { value: unknown } | { problems: FieldProblem[] } {
  // With what was given, for whether anything was is not told otherwise.
  const result = shape.safeParse(value, { reportInput: true })
  return result.success ? { value: result.data } : { problems: problemsOf(result.error) }
}

/** Unknown members that are named in one answer. */
const mostUnknown = 50

function problemsOf(error: z.ZodError): FieldProblem[] {
  return error.issues.flatMap((issue): FieldProblem[] => {
    const field = issue.path.join('.')
    if (issue.code === 'unrecognized_keys')
      return issue.keys.slice(0, mostUnknown).map((key) => ({
        field: [field, key].filter(Boolean).join('.'),
        error: 'value.unknown-field',
      }))
    if (issue.code === 'too_big')
      return [
        {
          field,
          error: issue.origin === 'string' ? 'value.too-long' : 'value.out-of-range',
          params: { max: Number(issue.maximum) },
        },
      ]
    if (issue.code === 'too_small' && issue.origin !== 'string')
      return [{ field, error: 'value.out-of-range', params: { min: Number(issue.minimum) } }]
    if (issue.code === 'too_small' || (issue.code === 'invalid_type' && issue.input == null))
      return [{ field, error: 'value.required' }]
    if (issue.code === 'invalid_type')
      return [{ field, error: 'value.wrong-type', params: { expected: issue.expected } }]
    if (issue.code === 'invalid_format')
      return [{ field, error: wrongFormats[issue.message] ?? wrongFormats[issue.format] ?? 'value.invalid' }]
    return [{ field, error: 'value.invalid' }]
  })
}

/** Sentences for texts that are not of their kind, by the format or by what the type of the field says itself. */
const wrongFormats: Record<string, string> = {
  date: 'value.not-a-date',
  datetime: 'value.not-a-date',
  url: 'value.not-a-url',
  'value.not-an-email': 'value.not-an-email',
  'value.not-e164': 'value.not-e164',
}
