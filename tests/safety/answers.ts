import { z } from 'zod'
import type { Operation, Schema } from './operations.ts'
import type { Reply } from './send.ts'

const shapes = new Map<Schema, z.ZodType>()

/** What is wrong with an answer: a fault of ours, an undescribed status, or a shape that is not the described one. */
export function complaintAbout({ answers }: Operation, { status, type, body, text }: Reply): string | null {
  if (status >= 500) return `${status} ${text}`
  const described = (status < 300 ? answers[status] : answers.default)?.content
  const schema = described?.[type]?.schema
  if (!schema) return `${status} ${type} is not described: ${text.slice(0, 300)}`
  if (!type.includes('json')) return null
  const shape = shapes.get(schema) ?? z.fromJSONSchema(schema as never)
  shapes.set(schema, shape)
  const { error } = shape.safeParse(body)
  return error ? `${status} is not as described: ${JSON.stringify(error.issues).slice(0, 500)}` : null
}
