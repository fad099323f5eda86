import type { FastifyInstance } from 'fastify'
import type { Services } from '../services.ts'

/** GET /health: the state of the app, the database and the jobs, for a supervisor or a load balancer. */
export function healthRoute(app: FastifyInstance, { pool, jobs }: Services): void {
  app.get('/health', { schema: { hide: true }, config: { admission: 'free' } }, async (_request, reply) => {
    const database = await answers(() => pool.query('select 1'))
    const working = jobs.isRunning()
    const ok = database && working
    return reply.code(database ? 200 : 503).send({
      status: ok ? 'ok' : 'degraded',
      app: 'ok',
      database: database ? 'ok' : 'unreachable',
      jobs: working ? 'ok' : 'stopped',
    })
  })
}

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  const tooLate = new Promise<false>((resolve) => setTimeout(() => resolve(false), 1500).unref())
  return Promise.race([
    ask().then(
      () => true,
      () => false,
    ),
    tooLate,
  ])
}
