import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { isWithin, scopeOf } from '../../kernel/access/rights.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import { fail } from '../../kernel/errors/errors.ts'
import type { Filter } from '../../kernel/queries/filter.ts'
import { runRead } from '../act.ts'
import type { Ctx } from '../context.ts'
import { listRecords } from '../records/list.ts'
import { getRecord, type StepOnRow } from '../records/read.ts'
import type { StoredRecord } from '../records/rows.ts'
import { changesShape, createShape, fieldSchema } from '../records/validate.ts'
import { createRecord, deleteRecord, updateRecord } from '../records/write.ts'
import type { Services } from '../services.ts'
import { callerOf } from './caller.ts'
import { answerOnce } from './idempotency.ts'

const idParams = z.object({ id: z.uuid() })
const titlesShape = z
  .record(z.string(), z.string())
  .describe('Names of the records that refs point at, by id')

/** What a new lead or deal may say about its first step; the stage suggests what is left out. */
export const nextStepShape = z.strictObject({
  kind: z.uuid().optional(),
  dueAt: z.iso.datetime({ offset: true }).optional(),
  owner: z.uuid().optional(),
  title: z.string().trim().min(1).max(300).optional(),
})

const listQuery = z.object({
  filter: z.string().max(20_000).optional().describe('Filter tree as JSON'),
  sort: z.string().max(200).optional().describe('Field names, `-` in front for descending: `-amount,title`'),
  cursor: z.string().max(4000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  q: z.string().max(200).optional().describe('Words to find'),
})

/** REST of every entity: list, read, create, change, delete. Nothing here is written per entity. */
export function recordRoutes(app: FastifyInstance, services: Services): void {
  for (const entity of services.registry.entities) entityRoutes(app, services, entity)
}

function entityRoutes(app: FastifyInstance, services: Services, entity: Entity): void {
  const url = `/api/v1/${entity.table}`
  const record = recordShape(entity)
  const tags = [entity.table]
  const written = z.object({
    item: record,
    titles: titlesShape,
    event: z.uuid().describe('Give it to records.undo'),
  })

  app.get(
    url,
    { schema: { tags, querystring: listQuery, response: { 200: pageShape(record) } } },
    async (request) => {
      const { filter, sort, ...rest } = request.query as z.output<typeof listQuery>
      const caller = await callerOf(services, request)
      return runRead(caller, (ctx) =>
        listRecords(ctx, entity, {
          ...rest,
          filter: readFilter(filter),
          sort: sort?.split(',').filter(Boolean),
        }),
      )
    },
  )

  app.get(
    `${url}/:id`,
    {
      schema: {
        tags,
        params: idParams,
        response: {
          200: z.object({
            item: record,
            titles: titlesShape,
            can: z.object({ update: z.boolean(), delete: z.boolean() }),
          }),
        },
      },
    },
    async (request) => {
      const { id } = request.params as z.output<typeof idParams>
      const caller = await callerOf(services, request)
      return runRead(caller, async (ctx) => {
        const { titles, ...item } = await getRecord(ctx, entity, id)
        return {
          item,
          titles,
          can: { update: may(ctx, entity, 'update', item), delete: may(ctx, entity, 'delete', item) },
        }
      })
    },
  )

  if (Object.values(entity.fields).every((field) => field.readOnly)) return
  const createBody = entity.worked
    ? createShape(entity).extend({ nextStep: nextStepShape.optional() })
    : createShape(entity)

  app.post(
    url,
    { schema: { tags, body: createBody, response: { 201: written } } },
    async (request, reply) => {
      const { nextStep, ...values } = request.body as Record<string, unknown>
      const caller = await callerOf(services, request)
      return answerOnce(caller, request, reply, async (ctx) => {
        const created = await createRecord(ctx, entity, values, { nextStep })
        return { status: 201, body: await asWritten(ctx, entity, created.id) }
      })
    },
  )

  const patchBody = z.strictObject({
    version: z.int().nullable().default(null),
    changes: changesShape(entity),
  })
  app.patch(
    `${url}/:id`,
    { schema: { tags, params: idParams, body: patchBody, response: { 200: written } } },
    async (request, reply) => {
      const { id } = request.params as z.output<typeof idParams>
      const { version, changes } = request.body as z.output<typeof patchBody>
      const caller = await callerOf(services, request)
      return answerOnce(caller, request, reply, async (ctx) => {
        await updateRecord(ctx, entity, id, version, changes)
        return { status: 200, body: await asWritten(ctx, entity, id) }
      })
    },
  )

  app.delete(
    `${url}/:id`,
    { schema: { tags, params: idParams, response: { 200: z.object({ event: z.uuid() }) } } },
    async (request, reply) => {
      const { id } = request.params as z.output<typeof idParams>
      const caller = await callerOf(services, request)
      return answerOnce(caller, request, reply, async (ctx) => {
        await deleteRecord(ctx, entity, id)
        return { status: 200, body: { event: ctx.act } }
      })
    },
  )
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

function may(ctx: Ctx, entity: Entity, action: 'update' | 'delete', record: StoredRecord): boolean {
  const scope = scopeOf(ctx.actor, entity.rightsObject, action)
  if (scope === 'no' || !entity.ownerField) return scope !== 'no'
  const step = record.step as StepOnRow | null | undefined
  return (
    isWithin(scope, ctx.actor, record[entity.ownerField] as string | null) ||
    (step != null && isWithin(scope, ctx.actor, step.owner))
  )
}

/** A filter from the query string; its meaning is checked where it is compiled. */
export function readFilter(text: string | undefined): Filter | undefined {
  if (!text) return undefined
  try {
    return JSON.parse(text) as Filter
  } catch {
    return fail('input.bad-filter', { reason: 'not-json' })
  }
}
