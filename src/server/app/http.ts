import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import fastify, { type FastifyInstance, LogController } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import { errors, Failure } from '../../kernel/errors/errors.ts'
import { accountRoutes } from '../auth/account-routes.ts'
import { checked } from '../records/validate.ts'
import type { Services } from '../services.ts'
import { anyOf, retryAfters } from './admission.ts'
import { createDoor, type Door } from './admit-requests.ts'
import { requireKnownHost, requireOwnOrigin } from './caller.ts'
import { commandRoutes, queryRoutes } from './command-routes.ts'
import { guardConnections } from './connections.ts'
import { healthRoute } from './health.ts'
import { jsonBodies, jsonLimits } from './json-body.ts'
import { keyRateHeaders } from './key-rates.ts'
import { liveRoute } from './live-route.ts'
import { describeProblems, sendProblem } from './problem.ts'
import { limitBodyTime, malformedRequest, problemText } from './raw-problem.ts'
import { recordRoutes } from './record-routes.ts'
import { headersOfStream, securityHeaders } from './security-headers.ts'
import { staticRoutes } from './static-routes.ts'
import { workspaceDocumentRoute } from './workspace-document.ts'

/** The HTTP server with every route, not yet listening. */
export async function createHttp(services: Services): Promise<FastifyInstance> {
  const door = createDoor(refusalAtDoor(services))
  const app = fastify({
    loggerInstance: services.log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => uuidv7(),
    trustProxy: services.config.trustProxy,
    // What cannot be an address is refused before there is a route, so past the hooks as well.
    frameworkErrors: (error, request, reply) =>
      void sendProblem(services, error, request, reply.headers(headersOfStream(services))),
    bodyLimit: jsonLimits.bytes,
    serverFactory: (handler) => createListener(door, handler),
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
  app.setErrorHandler((error, request, reply) => sendProblem(services, error, request, reply))
  app.addHook('onRequest', async (request) => {
    requireKnownHost(services, request)
    requireOwnOrigin(services, request)
  })
  guardConnections(app.server, services.config.trustProxy || [])
  limitBodyTime(app, 30_000)
  securityHeaders(app, services)
  keyRateHeaders(app)
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
    describeProblems(api)
    door.guard(api)
    healthRoute(api, services)
    accountRoutes(api, services)
    liveRoute(api, services)
    recordRoutes(api, services)
    workspaceDocumentRoute(api, services)
    commandRoutes(api, services)
    queryRoutes(api, services)
    for (const { routes } of services.registry.modules) routes?.(api, services)
    api.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger())
  })
  await staticRoutes(app, services)
  return app
}

function createListener(door: Door, handler: RequestListener): Server {
  // Node looks every half minute only unless told, so that its ten seconds for headers would be up to forty.
  const times = { headersTimeout: 10_000, connectionsCheckingInterval: 1000 }
  const server = createServer(times, (request, answer) => {
    if (!door.refuses(request, answer)) handler(request, answer)
  })
  // An upload of 100 MB over half a megabit a second; other bodies are given less.
  server.requestTimeout = 30 * 60_000
  // Longer than the minute for which proxies keep a connection: ended by us it would cost somebody a 502.
  server.keepAliveTimeout = 72_000
  server.setTimeout(60_000)
  return server
}

/** Made beforehand: of these there may be a thousand a second. */
function refusalAtDoor(services: Services): (answer: ServerResponse) => void {
  const always = { ...headersOfStream(services), 'content-type': 'application/problem+json; charset=utf-8' }
  const refusals = retryAfters.map((retryAfter) => {
    const body = problemText('server.busy', { retryAfter })
    const own = { 'retry-after': String(retryAfter), 'content-length': String(Buffer.byteLength(body)) }
    return { headers: { ...always, ...own }, body }
  })
  return (answer) => {
    const { headers, body } = anyOf(refusals)
    answer.writeHead(errors['server.busy'], headers).end(body)
  }
}

function checkedBy(schema: z.ZodType, data: unknown) {
  const result = checked(schema, data)
  return 'problems' in result ? { error: new Failure('input.invalid', {}, result.problems) } : result
}
