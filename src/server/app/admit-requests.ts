import type { FastifyInstance, FastifyRequest } from 'fastify'
import { hashToken } from '../auth/sessions.ts'
import { createAdmission } from './admission.ts'
import { sessionToken, workspaceOf } from './caller.ts'

/** `free`: never waits and is never refused. `upload`: has a line of its own, as it takes as long as the sender's line is slow. */
export type AdmissionKind = 'free' | 'upload'

declare module 'fastify' {
  interface FastifyContextConfig {
    admission?: AdmissionKind
  }
}

const mostRemembered = 10_000
const guests = 'guests'

/**
 * Lets the requests of these routes in by turns, workspace by workspace. Whoever is not known yet is a guest, and all
 * guests share one line. A request has a place from the moment it has come in whole (slow senders take none) until
 * its answer is made (slow readers keep none).
 */
export function admitRequests(app: FastifyInstance): void {
  const usual = createAdmission()
  const uploads = createAdmission({
    ofOneGroup: 3,
    mostSlow: 0,
    inLine: 20,
    patience: 20_000,
    rush: 60_000,
  })
  const leaves = new WeakMap<FastifyRequest, () => void>()
  const workspaces = new Map<string, string>()

  const groupOf = (request: FastifyRequest) => workspaces.get(credentialOf(request)) ?? guests
  const kindOf = (request: FastifyRequest) => request.routeOptions.config.admission

  app.addHook('onRequest', async (request) => {
    if (kindOf(request) === undefined) usual.refuseInVain(groupOf(request))
  })

  app.addHook('preValidation', async (request, reply) => {
    const kind = kindOf(request)
    if (kind === 'free') return
    const gone = new AbortController()
    reply.raw.once('close', () => gone.abort())
    const leave = await (kind === 'upload' ? uploads : usual).enter(groupOf(request), gone.signal)
    leaves.set(request, leave)
  })

  app.addHook('onSend', async (request) => {
    leaves.get(request)?.()
    const workspace = workspaceOf(request)
    if (workspace) remember(credentialOf(request), workspace)
  })

  app.addHook('onClose', async () => {
    usual.close()
    uploads.close()
  })

  function remember(credential: string, workspace: string) {
    if (workspaces.get(credential) === workspace) return
    workspaces.set(credential, workspace)
    // The one known longest is a guest again until the next answer.
    if (workspaces.size > mostRemembered) workspaces.delete(workspaces.keys().next().value ?? '')
  }
}

function credentialOf(request: FastifyRequest): string {
  return hashToken(request.headers.authorization ?? sessionToken(request) ?? '').toString('base64')
}
