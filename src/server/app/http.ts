import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import fastify, { type FastifyInstance, LogController } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import { Failure, fail } from '../../kernel/errors/errors.ts'
import { accountRoutes } from '../auth/account-routes.ts'
import { problemsOf } from '../records/validate.ts'
import type { Services } from '../services.ts'
import { requireKnownHost, requireOwnOrigin } from './caller.ts'
import { commandRoutes, queryRoutes } from './command-routes.ts'
import { healthRoute } from './health.ts'
import { liveRoute } from './live-route.ts'
import { describeProblems, sendProblem } from './problem.ts'
import { recordRoutes } from './record-routes.ts'
import { headersOfStream, securityHeaders } from './security-headers.ts'
import { staticRoutes } from './static-routes.ts'

/** The HTTP server with every route, not yet listening. */
export async function createHttp(services: Services): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: services.log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => uuidv7(),
    trustProxy: services.config.trustProxy,
    // What cannot be an address is refused before there is a route, so past the hooks as well.
    frameworkErrors: (error, request, reply) =>
      sendProblem(error, request, reply.headers(headersOfStream(services))),
    bodyLimit: 1_048_576,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    http: { headersTimeout: 10_000 },
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  })
  app.setValidatorCompiler(
    ({ schema }) =>
      (data) =>
        checkedBy(schema as z.ZodType, data),
  )
  // Answers are built by our own code and their shapes are checked by the contract tests, not on every request.
  app.setSerializerCompiler(() => (body) => JSON.stringify(body))
  app.setErrorHandler(sendProblem)
  app.addHook('onRequest', async (request) => {
    requireKnownHost(services, request)
    requireOwnOrigin(services, request)
  })
  app.addHook('preValidation', async ({ body }) => {
    if (isDeeperThan(deepestBody, body)) fail('input.invalid', { reason: 'too-deep', limit: deepestBody })
  })
  securityHeaders(app, services)
  await app.register(cookie)
  await app.register(compress, { threshold: 1024, encodings: ['gzip', 'identity'] })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Onward',
        version: '1',
        description: 'See docs/api-guide.md for keys, filters, paging and errors.',
      },
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
      security: [{ key: [] }],
    },
    transform: jsonSchemaTransform,
  })
  await app.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: false })
  await app.register(async (api) => {
    describeProblems(api)
    healthRoute(api, services)
    accountRoutes(api, services)
    liveRoute(api, services)
    recordRoutes(api, services)
    commandRoutes(api, services)
    queryRoutes(api, services)
    for (const { routes } of services.registry.modules) routes?.(api, services)
    api.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger())
  })
  await staticRoutes(app, services)
  return app
}

/** Nothing of ours is nested nearly as deep; what is deeper than the stack could not even be written again as JSON. */
const deepestBody = 32

function isDeeperThan(limit: number, value: unknown): boolean {
  if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) return false
  return limit === 0 || Object.values(value).some((one) => isDeeperThan(limit - 1, one))
}

function checkedBy(schema: z.ZodType, data: unknown) {
  const result = schema.safeParse(data)
  return result.success
    ? { value: result.data }
    : { error: new Failure('input.invalid', {}, problemsOf(result.error)) }
}
