import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { nextStepShape } from '../../kernel/commands/batch.ts'
import { entityOfObject } from '../../kernel/entities/custom-model.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import { fail } from '../../kernel/errors/errors.ts'
import { runRead } from '../act.ts'
import type { Ctx } from '../context.ts'
import { reachOn } from '../records/access.ts'
import { fieldChooser } from '../records/choose-fields.ts'
import { inWorkspace, registryOf } from '../records/custom-model.ts'
import { expandRecords } from '../records/expand.ts'
import { listRecords } from '../records/list.ts'
import { getRecord, type StepOnRow } from '../records/read.ts'
import { readFilter } from '../records/read-filter.ts'
import { changesShape, createShape, fieldSchema, validate } from '../records/validate.ts'
import { createRecord, deleteRecord, updateRecord } from '../records/write.ts'
import type { Services } from '../services.ts'
import { type Caller, callerOf, unhurried } from './caller.ts'
import { answerOnce } from './idempotency.ts'

const titlesShape = z
  .record(z.string(), z.string())
  .describe('Names of the records that refs point at, by id')

const includedShape = z
  .record(z.string(), z.looseObject({ entity: z.string(), id: z.uuid(), version: z.int() }))
  .optional()
  .describe('Records that `expand` leads to, by id, as far as the caller may read them')

// An address that asks for something unknown (`page=2`, `email=…`) would get an answer to another question.
const shownQuery = z.strictObject({
  fields: z.string().max(4000).optional().describe('Field names; the others are left out: `name,amount`'),
  expand: z
    .string()
    .max(1000)
    .optional()
    .describe(
      'References whose records come along in `included`, at most 10 ways of 3 steps: `company,contact.company`',
    ),
})

const listQuery = shownQuery.extend({
  filter: z.string().max(20_000).optional().describe('Filter tree as JSON'),
  sort: z.string().max(200).optional().describe('Field names, `-` in front for descending: `-amount,title`'),
  cursor: z.string().max(4000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  q: z.string().max(200).optional().describe('Words to find'),
})

const createQuery = z.strictObject({
  duplicates: z
    .enum(['allow', 'refuse'])
    .default('allow')
    .describe('`refuse`: 409 `record.duplicate` with the candidates when the record looks like one there is'),
})

/**
 * REST of every entity: list, read, create, change, delete. Nothing here is written per entity. The nouns a workspace
 * has added share one set of routes, as only the caller brings them along.
 */
export function recordRoutes(app: FastifyInstance, services: Services): void {
  for (const entity of services.registry.entities)
    entityRoutes(app, services, {
      url: `/api/v1/${entity.table}`,
      params: {},
      entity,
      entityFor: () => entity,
    })
  entityRoutes(app, services, {
    url: '/api/v1/:object(^x_[a-z0-9_]{1,40}$)',
    params: { object: z.string().regex(/^x_[a-z0-9_]{1,40}$/) },
    entity: customNoun,
    entityFor: ({ registry, workspace }, request) => {
      const { object } = request.params as { object: string }
      const { catalog } = registryOf(registry, workspace.custom)
      return catalog.find(object) ?? fail('record.not-found', { entity: object })
    },
  })
}

/** What the nouns of a workspace's own have in common. */
const customNoun = entityOfObject('x_object')

interface Rest {
  url: string
  /** Parts of the address. */
  params: z.ZodRawShape
  /** What the document of the API says of it. */
  entity: Entity
  entityFor(caller: Caller, request: FastifyRequest): Entity
}

function entityRoutes(
  app: FastifyInstance,
  services: Services,
  { url, params, entity: shown, entityFor }: Rest,
): void {
  const manyParams = Object.keys(params).length > 0 ? { params: z.object(params) } : {}
  const idParams = z.object({ ...params, id: z.uuid() })
  const idOf = (request: FastifyRequest) => (request.params as { id: string }).id
  // What a workspace has added is checked and told by its own model.
  const record = z.looseObject(recordShape(shown).shape)
  // Each workspace has others, so the document that all share does not know them.
  const described = shown === customNoun ? { hide: true } : { tags: [shown.table] }
  // A reader may ask for some of the fields only.
  const chosen = record.partial().required({ id: true, version: true })
  const written = z.object({
    item: record,
    titles: titlesShape,
    event: z.uuid().describe('Give it to records.undo'),
  })

  app.get(
    url,
    { schema: { ...described, ...manyParams, querystring: listQuery, response: { 200: pageShape(chosen) } } },
    async (request) => {
      const { filter, sort, fields, expand, ...rest } = request.query as z.output<typeof listQuery>
      const caller = await callerOf(services, request)
      const entity = entityFor(caller, request)
      return runRead(caller, async (ctx) => {
        const choose = fieldChooser(inWorkspace(ctx, entity), fields)
        if (rest.q)
          ctx.install.access.note(ctx, { kind: 'search', entity: entity.name, record: null, words: rest.q })
        const page = await listRecords(ctx, entity, {
          ...rest,
          filter: readFilter(filter),
          sort: sort?.split(',').filter(Boolean),
        })
        const included =
          expand === undefined ? {} : { included: await expandRecords(ctx, entity, page.items, expand) }
        return { ...page, items: page.items.map(choose), ...included }
      })
    },
  )

  app.get(
    `${url}/:id`,
    {
      schema: {
        ...described,
        params: idParams,
        querystring: shownQuery,
        response: {
          200: z.object({
            item: chosen,
            titles: titlesShape,
            included: includedShape,
            can: z.object({ update: z.boolean(), delete: z.boolean() }),
          }),
        },
      },
    },
    async (request) => {
      const id = idOf(request)
      const { fields, expand } = request.query as z.output<typeof shownQuery>
      const caller = await callerOf(services, request)
      const entity = entityFor(caller, request)
      return runRead(caller, async (ctx) => {
        const choose = fieldChooser(inWorkspace(ctx, entity), fields)
        const { titles, ...item } = await getRecord(ctx, entity, id)
        // Customers, work and what a workspace has added; settings and people are looked at all the time.
        if (entity.extensible)
          ctx.install.access.note(ctx, { kind: 'record', entity: entity.name, record: id })
        return {
          item: choose(item),
          titles,
          ...(expand !== undefined && { included: await expandRecords(ctx, entity, [item], expand) }),
          can: {
            update: reachOn(ctx, entity, 'update', item) !== null,
            delete: reachOn(ctx, entity, 'delete', item) !== null,
          },
        }
      })
    },
  )

  if (Object.values(shown.fields).every((field) => field.readOnly)) return
  const createBody = z.looseObject({
    ...createShape(shown).shape,
    ...(shown.worked && { nextStep: nextStepShape.optional() }),
  })

  app.post(
    url,
    {
      schema: {
        ...described,
        ...manyParams,
        body: createBody,
        querystring: createQuery,
        response: { 201: written },
      },
    },
    async (request, reply) => {
      const { duplicates } = request.query as z.output<typeof createQuery>
      const body = request.body as Record<string, unknown>
      const caller = await callerOf(services, request)
      const entity = entityFor(caller, request)
      return answerOnce(writerOf(caller, entity), request, reply, async (ctx) => {
        // Only what is worked begins with a step; elsewhere the word is as unknown as any other.
        const { nextStep, ...values } = body
        const extra = { nextStep, duplicates }
        const created = await createRecord(ctx, entity, entity.worked ? values : body, extra)
        return { status: 201, body: await asWritten(ctx, entity, created.id) }
      })
    },
  )

  const patchBody = z.strictObject({
    version: z.int().nullable().default(null),
    changes: z.looseObject(changesShape(shown).shape),
  })
  app.patch(
    `${url}/:id`,
    { schema: { ...described, params: idParams, body: patchBody, response: { 200: written } } },
    async (request, reply) => {
      const id = idOf(request)
      const { version, changes } = request.body as z.output<typeof patchBody>
      const caller = await callerOf(services, request)
      const entity = entityFor(caller, request)
      return answerOnce(writerOf(caller, entity), request, reply, async (ctx) => {
        requireOwnChanges(inWorkspace(ctx, entity), patchBody.shape.changes, changes)
        await updateRecord(ctx, entity, id, version, changes)
        return { status: 200, body: await asWritten(ctx, entity, id) }
      })
    },
  )

  app.delete(
    `${url}/:id`,
    { schema: { ...described, params: idParams, response: { 200: z.object({ event: z.uuid() }) } } },
    async (request, reply) => {
      const id = idOf(request)
      const caller = await callerOf(services, request)
      const entity = entityFor(caller, request)
      return answerOnce(writerOf(caller, entity), request, reply, async (ctx) => {
        await deleteRecord(ctx, entity, id)
        return { status: 200, body: { event: ctx.act } }
      })
    },
  )
}

/** Settings and tags stand in records without number, which change with them. */
const writerOf = (caller: Caller, { extensible }: Entity) => (extensible ? caller : unhurried(caller))

/** Checks the members the document does not describe, those of the workspace's own fields, where they stand in the body. */
function requireOwnChanges(entity: Entity, described: z.ZodObject, changes: Record<string, unknown>): void {
  const own = Object.entries(changes).filter(([name]) => !Object.hasOwn(described.shape, name))
  if (own.length > 0)
    validate(z.object({ changes: changesShape(entity) }), { changes: Object.fromEntries(own) })
}

/** A record on the API: id, version and every field, null when empty. */
export function recordShape(entity: Entity): z.ZodObject {
  const shape: Record<string, z.ZodType> = { id: z.uuid(), version: z.int() }
  for (const [name, field] of Object.entries(entity.fields))
    shape[name] = fieldSchema({ ...field, required: false })
  if (entity.worked) shape.step = stepShape.nullable().describe('The open next step')
  return z.object(shape)
}

const stepShape = z.object({
  id: z.uuid(),
  kind: z.uuid(),
  title: z.string().nullable(),
  dueAt: z.iso.datetime(),
  owner: z.uuid(),
  attempt: z.int(),
  postponements: z.int(),
}) satisfies z.ZodType<StepOnRow>

function pageShape(record: z.ZodObject) {
  return z.object({
    items: z.array(record),
    titles: titlesShape,
    included: includedShape,
    nextCursor: z.string().nullable(),
    total: z.object({ count: z.int(), exact: z.boolean() }).nullable().describe('Of the first page only'),
    shownFor: z
      .string()
      .nullable()
      .describe('The words of q as they were understood, where nothing was found for them as typed'),
  })
}

async function asWritten(ctx: Ctx, entity: Entity, id: string) {
  const { titles, ...item } = await getRecord(ctx, entity, id)
  return { item, titles, event: ctx.act }
}
