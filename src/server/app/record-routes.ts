import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
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
import { getRecord } from '../records/read.ts'
import { readFilter } from '../records/read-filter.ts'
import type { StoredRecord } from '../records/rows.ts'
import { changesShape, validate } from '../records/validate.ts'
import { createRecord, deleteRecord, updateRecord } from '../records/write.ts'
import type { Services } from '../services.ts'
import { type Caller, callerOf, unhurried } from './caller.ts'
import { answerOnce } from './idempotency.ts'
import {
  createBody,
  createQuery,
  includedShape,
  listQuery,
  pageShape,
  recordShape,
  shownQuery,
  titlesShape,
} from './record-shapes.ts'

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

/** A kind of record as it is mounted: one shipped noun, or all that workspaces have added. */
interface Noun {
  url: string
  /** Parts of the address. */
  params: z.ZodRawShape
  /** What the document of the API says of it. */
  entity: Entity
  entityFor(caller: Caller, request: FastifyRequest): Entity
}

/** What its routes share. */
interface Rest {
  url: string
  /** What the document says of each: under which heading, or that it is not told. */
  described: { hide: true } | { tags: string[] }
  /** Parts of the address of a list, none for a shipped noun, and of one record. */
  listParams: { params?: z.ZodObject }
  idParams: z.ZodObject
  shown: Entity
  /** A record of which a reader may ask for some of the fields only. */
  chosen: z.ZodObject
  /** The answer to a write. */
  written: z.ZodObject
  callerFor(request: FastifyRequest): Promise<{ caller: Caller; entity: Entity }>
}

function entityRoutes(app: FastifyInstance, services: Services, noun: Noun): void {
  const { url, params, entity: shown, entityFor } = noun
  // Loose: the fields a workspace has added are checked by its own model.
  const record = z.looseObject(recordShape(shown).shape)
  const rest: Rest = {
    url,
    // The document is the same for all workspaces, so it cannot tell of what one has added.
    described: shown === customNoun ? { hide: true } : { tags: [shown.table] },
    listParams: Object.keys(params).length > 0 ? { params: z.object(params) } : {},
    idParams: z.object({ ...params, id: z.uuid() }),
    shown,
    chosen: record.partial().required({ id: true, version: true }),
    written: z.object({
      item: record,
      titles: titlesShape,
      event: z.uuid().describe('Give it to records.undo'),
    }),
    async callerFor(request) {
      const caller = await callerOf(services, request)
      return { caller, entity: entityFor(caller, request) }
    },
  }
  listRoute(app, rest)
  readRoute(app, rest)
  if (Object.values(shown.fields).every((field) => field.readOnly)) return
  createRoute(app, rest)
  changeRoute(app, rest)
  deleteRoute(app, rest)
}

const idOf = (request: FastifyRequest) => (request.params as { id: string }).id

function listRoute(app: FastifyInstance, { url, described, listParams, chosen, callerFor }: Rest): void {
  const schema = { ...described, ...listParams, querystring: listQuery, response: { 200: pageShape(chosen) } }
  app.get(url, { schema }, async (request) => {
    const { filter, sort, fields, expand, ...rest } = request.query as z.output<typeof listQuery>
    const { caller, entity } = await callerFor(request)
    return runRead(caller, async (ctx) => {
      const choose = fieldChooser(inWorkspace(ctx, entity), fields)
      if (rest.q)
        ctx.install.access.note(ctx, { kind: 'search', entity: entity.name, record: null, words: rest.q })
      const page = await listRecords(ctx, entity, {
        ...rest,
        filter: readFilter(filter),
        sort: sort?.split(',').filter(Boolean),
      })
      const included = await includedBy(ctx, entity, page.items, expand)
      return { ...page, items: page.items.map(choose), ...included }
    })
  })
}

function readRoute(app: FastifyInstance, { url, described, idParams, chosen, callerFor }: Rest): void {
  const found = z.object({
    item: chosen,
    titles: titlesShape,
    included: includedShape,
    can: z.object({ update: z.boolean(), delete: z.boolean() }),
  })
  const schema = { ...described, params: idParams, querystring: shownQuery, response: { 200: found } }
  app.get(`${url}/:id`, { schema }, async (request) => {
    const { fields, expand } = request.query as z.output<typeof shownQuery>
    const { caller, entity } = await callerFor(request)
    return runRead(caller, async (ctx) => {
      const choose = fieldChooser(inWorkspace(ctx, entity), fields)
      const { titles, ...item } = await getRecord(ctx, entity, idOf(request))
      // Customers, work and what a workspace has added; settings and people are looked at all the time.
      if (entity.extensible)
        ctx.install.access.note(ctx, { kind: 'record', entity: entity.name, record: item.id })
      return {
        item: choose(item),
        titles,
        ...(await includedBy(ctx, entity, [item], expand)),
        can: {
          update: reachOn(ctx, entity, 'update', item) !== null,
          delete: reachOn(ctx, entity, 'delete', item) !== null,
        },
      }
    })
  })
}

async function includedBy(ctx: Ctx, entity: Entity, records: StoredRecord[], expand: string | undefined) {
  return expand === undefined ? {} : { included: await expandRecords(ctx, entity, records, expand) }
}

function createRoute(
  app: FastifyInstance,
  { url, described, listParams, shown, written, callerFor }: Rest,
): void {
  const body = createBody(shown)
  const schema = { ...described, ...listParams, body, querystring: createQuery, response: { 201: written } }
  app.post(url, { schema }, async (request, reply) => {
    const { duplicates } = request.query as z.output<typeof createQuery>
    const given = request.body as Record<string, unknown>
    const { caller, entity } = await callerFor(request)
    return answerOnce(writerOf(caller, entity), request, reply, async (ctx) => {
      // Only what is worked begins with a step; elsewhere the word is as unknown as any other.
      const { nextStep, ...values } = given
      const extra = { nextStep, duplicates }
      const created = await createRecord(ctx, entity, entity.worked ? values : given, extra)
      return { status: 201, body: await asWritten(ctx, entity, created.id) }
    })
  })
}

function changeRoute(
  app: FastifyInstance,
  { url, described, idParams, shown, written, callerFor }: Rest,
): void {
  const body = z.strictObject({
    version: z.int().nullable().default(null),
    changes: z.looseObject(changesShape(shown).shape),
  })
  const schema = { ...described, params: idParams, body, response: { 200: written } }
  app.patch(`${url}/:id`, { schema }, async (request, reply) => {
    const { version, changes } = request.body as z.output<typeof body>
    const { caller, entity } = await callerFor(request)
    return answerOnce(writerOf(caller, entity), request, reply, async (ctx) => {
      requireOwnChanges(inWorkspace(ctx, entity), body.shape.changes, changes)
      await updateRecord(ctx, entity, idOf(request), version, changes)
      return { status: 200, body: await asWritten(ctx, entity, idOf(request)) }
    })
  })
}

function deleteRoute(app: FastifyInstance, { url, described, idParams, callerFor }: Rest): void {
  const schema = { ...described, params: idParams, response: { 200: z.object({ event: z.uuid() }) } }
  app.delete(`${url}/:id`, { schema }, async (request, reply) => {
    const { caller, entity } = await callerFor(request)
    return answerOnce(writerOf(caller, entity), request, reply, async (ctx) => {
      await deleteRecord(ctx, entity, idOf(request))
      return { status: 200, body: { event: ctx.act } }
    })
  })
}

/** Settings and tags stand in records without number, which change with them. */
const writerOf = (caller: Caller, { extensible }: Entity) => (extensible ? caller : unhurried(caller))

/** Checks the members the document does not describe, those of the workspace's own fields, where they stand in the body. */
function requireOwnChanges(entity: Entity, described: z.ZodObject, changes: Record<string, unknown>): void {
  const own = Object.entries(changes).filter(([name]) => !Object.hasOwn(described.shape, name))
  if (own.length > 0)
    validate(z.object({ changes: changesShape(entity) }), { changes: Object.fromEntries(own) })
}

async function asWritten(ctx: Ctx, entity: Entity, id: string) {
  const { titles, ...item } = await getRecord(ctx, entity, id)
  return { item, titles, event: ctx.act }
}
