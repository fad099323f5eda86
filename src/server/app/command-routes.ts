import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type Action, scopeOf } from '../../kernel/access/rights.ts'
import type { Query } from '../../kernel/commands/command.ts'
import { fail } from '../../kernel/errors/errors.ts'
import { runRead } from '../act.ts'
import type { Ctx } from '../context.ts'
import type { Services } from '../services.ts'
import { callerOf, unhurried } from './caller.ts'
import { answerOnce } from './idempotency.ts'

/** One route per verb: POST /api/v1/commands/<name>. */
export function commandRoutes(app: FastifyInstance, services: Services): void {
  for (const { command, run } of services.registry.commands.values()) {
    const schema = { tags: ['commands'], body: command.input, response: { 200: command.output } }
    app.post(`/api/v1/commands/${command.name}`, { schema }, async (request, reply) => {
      const caller = await callerOf(services, request)
      return answerOnce(command.mayTakeLong ? unhurried(caller) : caller, request, reply, async (ctx) => {
        requireNeeded(ctx, command.needs)
        return { status: 200, body: (await run(ctx, request.body)) ?? {}, secret: command.secretAnswer }
      })
    })
  }
}

/** One route per question: GET /api/v1/<path>. */
export function queryRoutes(app: FastifyInstance, services: Services): void {
  for (const { query, run } of services.registry.queries) {
    const schema = { tags: ['questions'], response: { 200: query.output }, ...inputOf(query) }
    app.get(`/api/v1${query.path}`, { schema }, async (request) => {
      const caller = await callerOf(services, request)
      const input = { ...(request.query as object), ...(request.params as object) }
      return runRead(caller, (ctx) => {
        requireNeeded(ctx, query.needs)
        return run(ctx, input)
      })
    })
  }
}

/** Refuses when the role lacks `object:action` altogether; how far it reaches is judged record by record. */
function requireNeeded(ctx: Ctx, needs: string | null): void {
  if (!needs) return
  const [object = '', action = ''] = needs.split(':')
  if (scopeOf(ctx.actor, object, action as Action) === 'no') fail('access.denied', { right: needs })
}

/** The members named in the path are read from there, the others from the query string. */
function inputOf({ path, input }: Query) {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!)
  // The input of a question is an object: its members are what an address can hold.
  const { shape } = input as z.ZodObject
  const part = (wanted: (name: string) => boolean) =>
    z.object(Object.fromEntries(Object.entries(shape).filter(([name]) => wanted(name))))
  return {
    querystring: part((name) => !names.includes(name)),
    ...(names.length > 0 && { params: part((name) => names.includes(name)) }),
  }
}
