import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { isCustom } from '../../kernel/entities/custom-name.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import type { Field } from '../../kernel/fields/f.ts'
import { registryOf } from '../records/custom-model.ts'
import { fieldSchema } from '../records/validate.ts'
import type { Services } from '../services.ts'
import { callerOf } from './caller.ts'

/** As much of an OpenAPI document as is looked at here. */
interface Document {
  paths: Record<string, PathItem>
}
type PathItem = Record<string, Operation>
interface Operation {
  tags?: string[]
  requestBody?: Content
  responses: Record<string, Content>
}
interface Content {
  content?: Record<string, { schema: Schema }>
}
interface Schema {
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
}

/** A noun whose routes those of a workspace's own nouns are described by. */
const pattern = 'companies'

/** GET /api/v1/openapi.json: the document of the API as the caller's workspace has it. */
export function workspaceDocumentRoute(app: FastifyInstance, services: Services): void {
  const options = {
    schema: { tags: ['questions'], response: { 200: z.looseObject({ openapi: z.string() }) } },
  }
  app.get('/api/v1/openapi.json', options, async (request) => {
    const { registry, workspace } = await callerOf(services, request)
    const { entities } = registryOf(registry, workspace.custom)
    // What the plugin answers is an OpenAPI document by its own types.
    return describeWorkspace(app.swagger() as unknown as Document, entities)
  })
}

/** The shared document with the fields and nouns a workspace has added. */
function describeWorkspace(shared: Document, entities: readonly Entity[]): Document {
  const document = structuredClone(shared)
  for (const entity of entities) {
    const own = Object.entries(entity.fields).filter(([name]) => isCustom(name))
    if (isCustom(entity.name)) addNoun(document, shared, entity)
    else if (own.length > 0)
      for (const place of placesOf(document, entity.table)) addFields(place, Object.fromEntries(own))
  }
  return document
}

function addNoun(document: Document, shared: Document, entity: Entity): void {
  for (const path of pathsOf(entity.table)) {
    const item = structuredClone(shared.paths[path.replace(entity.table, pattern)]!)
    for (const operation of Object.values(item)) operation.tags = [entity.table]
    document.paths[path] = item
  }
  const { id, version } = placesOf(shared, pattern)[0]!.schema.properties!
  for (const place of placesOf(document, entity.table)) {
    place.schema.properties = place.kind === 'record' ? { id: id!, version: version! } : {}
    place.schema.required = place.kind === 'record' ? ['id', 'version'] : []
    addFields(place, entity.fields)
  }
}

interface Place {
  kind: 'record' | 'creation' | 'changes'
  schema: Schema
}

/** Where a noun's record stands in the document. */
function placesOf({ paths }: Document, table: string): Place[] {
  const [many, one] = pathsOf(table).map((path) => paths[path]!) as [PathItem, PathItem]
  const answer = (operation: Operation | undefined, status: string) => schemaOf(operation?.responses[status])
  const record = (schema: Schema | undefined): Place[] => (schema ? [{ kind: 'record', schema }] : [])
  const creation = schemaOf(many.post?.requestBody)
  const changes = schemaOf(one.patch?.requestBody)?.properties?.changes
  return [
    ...record(answer(many.get, '200')?.properties?.items?.items),
    ...record(answer(many.post, '201')?.properties?.item),
    ...record(answer(one.get, '200')?.properties?.item),
    ...record(answer(one.patch, '200')?.properties?.item),
    ...(creation ? [{ kind: 'creation' as const, schema: creation }] : []),
    ...(changes ? [{ kind: 'changes' as const, schema: changes }] : []),
  ]
}

const pathsOf = (table: string) => [`/api/v1/${table}`, `/api/v1/${table}/{id}`]

const schemaOf = (content: Content | undefined) => content?.content?.['application/json']?.schema

function addFields({ kind, schema }: Place, fields: Readonly<Record<string, Field>>): void {
  for (const [name, field] of Object.entries(fields)) {
    if (kind !== 'record' && field.readOnly) continue
    if (kind === 'changes' && field.createOnly) continue
    const shape = fieldSchema(kind === 'record' ? { ...field, required: false } : field)
    schema.properties![name] = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as Schema
    if (kind === 'creation' && field.required && field.default === undefined && !field.starts)
      schema.required = [...(schema.required ?? []), name]
  }
}
