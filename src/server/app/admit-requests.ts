import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { createAdmission } from './admission.ts'
import { workspaceOf } from './caller.ts'

/** `free`: never waits and is never refused. `upload`: has a line of its own, as it takes as long as the sender's line is slow. */
export type AdmissionKind = 'free' | 'upload'

declare module 'fastify' {
  interface FastifyContextConfig {
    admission?: AdmissionKind
  }
}

const mostRemembered = 10_000
const guests = 'guests'

/** The door of the API. */
export interface Door {
  /** Refuses a request that would wait in vain, before the framework spends anything on it; tells whether it did. */
  refuses(request: IncomingMessage, answer: ServerResponse): boolean
  /** Lets the requests of these routes in by turns. */
  guard(routes: FastifyInstance): void
}

/**
 * Lets requests in by turns, workspace by workspace. Whoever is not known yet is a guest, and all guests share one
 * line. A request has a place from the moment it has come in whole (slow senders take none) until its answer is made
 * (slow readers keep none). `refuse` answers one that is turned away.
 */
export function createDoor(refuse: (answer: ServerResponse) => void): Door {
  const usual = createAdmission()
  const uploads = createAdmission({ ofOneGroup: 3, mostSlow: 0, inLine: 20, patience: 20_000, rush: 60_000 })
  const leaves = new WeakMap<FastifyRequest, () => void>()
  /** Whose a cookie or key has turned out to be. */
  const workspaces = new Map<string, string>()
  const groupOf = (request: IncomingMessage) => workspaces.get(credentialOf(request)) ?? guests

  function remember(credential: string, workspace: string) {
    if (workspaces.get(credential) === workspace) return
    workspaces.set(credential, workspace)
    // The one known longest is a guest again until its next answer.
    if (workspaces.size > mostRemembered) workspaces.delete(workspaces.keys().next().value ?? '')
  }

  return {
    refuses(request, answer) {
      if (!isOrdinary(request.url ?? '') || !usual.isInVain(groupOf(request))) return false
      refuse(answer)
      return true
    },
    guard(routes) {
      routes.addHook('preValidation', async (request, reply) => {
        const kind = request.routeOptions.config.admission
        if (kind === 'free') return
        const gone = new AbortController()
        reply.raw.once('close', () => gone.abort())
        const admission = kind === 'upload' ? uploads : usual
        leaves.set(request, await admission.enter(groupOf(request.raw), gone.signal))
      })
      routes.addHook('onSend', async (request) => {
        leaves.get(request)?.()
        const workspace = workspaceOf(request)
        if (workspace) remember(credentialOf(request.raw), workspace)
      })
      routes.addHook('onClose', async () => {
        usual.close()
        uploads.close()
      })
    },
  }
}

/** Of the API, and neither a stream of live updates nor of files: those are judged by their routes. */
function isOrdinary(url: string): boolean {
  return url.startsWith('/api/v1/') && !/^\/api\/v1\/(live|imports|files)\b/.test(url)
}

function credentialOf({ headers }: IncomingMessage): string {
  return headers.authorization ?? headers.cookie ?? ''
}
