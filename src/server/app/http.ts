import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import fastify, { type FastifyInstance, LogController } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import { Failure } from '../../kernel/errors/errors.ts'
import { accountRoutes } from '../auth/account-routes.ts'
import { problemsOf } from '../records/validate.ts'
import type { Services } from '../services.ts'
import { admitRequests } from './admit-requests.ts'
import { requireKnownHost, requireOwnOrigin } from './caller.ts'
import { commandRoutes, queryRoutes } from './command-routes.ts'
import { guardConnections } from './connections.ts'
import { healthRoute } from './health.ts'
import { jsonBodies, jsonLimits } from './json-body.ts'
import { liveRoute } from './live-route.ts'
import { sendProblem } from './problem.ts'
import { limitBodyTime, malformedRequest } from './raw-problem.ts'
import { recordRoutes } from './record-routes.ts'
import { securityHeaders } from './security-headers.ts'
import { staticRoutes } from './static-routes.ts'

/** The HTTP server with every route, not yet listening. */
export async function createHttp(services: Services): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: services.log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => uuidv7(),
    trustProxy: services.config.trustProxy,
    bodyLimit: jsonLimits.bytes,
    // An upload of 100 MB over half a megabit a second; other bodies are given less below.
    requestTimeout: 30 * 60_000,
    connectionTimeout: 60_000,
    // Node looks every half minute only, so that its ten seconds would be up to forty.
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 1000 },
    clientErrorHandler: malformedRequest,
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
  guardConnections(app.server, services.config.trustProxy || [])
  limitBodyTime(app, 30_000)
  securityHeaders(app, services)
  jsonBodies(app)
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
    admitRequests(api)
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

function checkedBy(schema: z.ZodType, data: unknown) {
  const result = schema.safeParse(data)
  return result.success
    ? { value: result.data }
    : { error: new Failure('input.invalid', {}, problemsOf(result.error)) }
}
