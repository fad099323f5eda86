import type { FastifyInstance } from 'fastify'
import { createLiveAudience, type Heard, type Screen } from '../events/live-audience.ts'
import type { Services } from '../services.ts'
import { callerOf } from './caller.ts'
import { standForLife } from './connections.ts'
import { headersOfStream } from './security-headers.ts'

const mostPerUser = 5
const largestBacklog = 1_048_576

/**
 * GET /api/v1/live: server-sent events naming what changed of what one may read; the screen fetches it under its own
 * rights.
 */
export function liveRoute(app: FastifyInstance, services: Services): void {
  const open = new Map<string, Set<() => void>>()
  const audience = createLiveAudience(services)

  const options = { schema: { hide: true }, config: { admission: 'free' } } as const
  app.get('/api/v1/live', options, async (request, reply) => {
    const { actor, workspace } = await callerOf(services, request)
    const mine = open.get(actor.userId) ?? new Set()
    open.set(actor.userId, mine)
    if (mine.size >= mostPerUser) [...mine][0]!()

    reply.hijack()
    standForLife(app.server, request.raw.socket)
    const { raw } = reply
    raw.writeHead(200, {
      ...headersOfStream(services),
      'content-type': 'text/event-stream; charset=utf-8',
      // It does not count among those of its address, so nothing else may come over it afterwards.
      connection: 'close',
      'x-accel-buffering': 'no',
    })
    raw.write('retry: 1000\nevent: hello\ndata: {}\n\n')
    const screen: Screen = {
      actor,
      hear(heard) {
        if (raw.writableEnded) return
        if (raw.writableLength > largestBacklog) return end()
        const text = asText(heard)
        if (text !== '') raw.write(text)
      },
      // Who has been switched off or signed out meanwhile hears nothing more.
      async recheck() {
        try {
          screen.actor = (await callerOf(services, request)).actor
        } catch {
          end()
        }
      },
    }
    const leave = audience.join(workspace.id, screen)
    // A comment every 25 s keeps proxies from closing a quiet stream.
    const heartbeat = setInterval(() => {
      raw.write(': still here\n\n')
      void screen.recheck()
    }, 25_000)
    function end() {
      clearInterval(heartbeat)
      leave()
      mine.delete(end)
      if (mine.size === 0) open.delete(actor.userId)
      raw.end()
    }
    mine.add(end)
    raw.on('close', end)
  })

  app.addHook('preClose', async () => {
    for (const ends of open.values()) for (const end of ends) end()
  })
}

function asText(heard: Heard | 'resync'): string {
  if (heard === 'resync') return 'event: resync\ndata: {}\n\n'
  const { by, changes, told } = heard
  const changed = changes.length > 0 ? `event: change\ndata: ${JSON.stringify({ by, changes })}\n\n` : ''
  return told ? `${changed}event: told\ndata: {}\n\n` : changed
}
