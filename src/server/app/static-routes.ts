import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { Failure } from '../../kernel/errors/errors.ts'
import type { Services } from '../services.ts'
import { sendProblem } from './problem.ts'
import { nonceOf } from './security-headers.ts'

/** The built web app: hashed assets are kept for a year, every other address gets the page itself. */
export async function staticRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const root = webRoot()
  if (root) {
    await app.register(fastifyStatic, {
      root,
      index: false,
      wildcard: false,
      preCompressed: true,
      setHeaders: (reply, path) => {
        if (path.includes('/assets/')) reply.header('cache-control', 'public, max-age=31536000, immutable')
      },
    })
  }
  app.setNotFoundHandler(async (request, reply) => {
    const wantsPage =
      request.method === 'GET' && !request.url.startsWith('/api/') && !request.url.startsWith('/assets/')
    if (!root || !wantsPage)
      return sendProblem(services, new Failure('record.not-found', { entity: 'address' }), request, reply)
    const page = await readFile(`${root}/index.html`, 'utf8')
    return reply.type('text/html; charset=utf-8').send(page.replaceAll('__NONCE__', nonceOf(reply)))
  })
}

/** `dist/web` whether this file runs from `dist` or from the sources. */
function webRoot(): string | null {
  const root = fileURLToPath(new URL('../../../dist/web', import.meta.url))
  return existsSync(`${root}/index.html`) ? root : null
}
