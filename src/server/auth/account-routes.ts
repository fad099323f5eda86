import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { callerOf, clearSessionCookie, sessionToken, setSessionCookie } from '../app/caller.ts'
import type { Services } from '../services.ts'
import { acceptInput, acceptInvitation, describeInvitation, invitationAnswer } from './invitations.ts'
import { changeProfile, profileInput } from './profile.ts'
import { describeSession, sessionAnswer } from './session-answer.ts'
import { endSession } from './sessions.ts'
import { hasWorkspace } from './setup.queries.ts'
import { setUp, setUpInput } from './setup.ts'
import { type SignedIn, signIn, signInInput } from './sign-in.ts'
import { tellSession, whenceOf } from './tell-session.ts'

/**
 * Who one is: signing in and out, one's own settings, the first set-up and invitations. None of them keeps its
 * answer under an idempotency key: most are asked before there is anybody to keep it for, links work once anyway,
 * and a hash of a request with a password in it must not be stored.
 */
export function accountRoutes(app: FastifyInstance, services: Services): void {
  const tags = ['account']
  const session = { 200: sessionAnswer }
  const url = '/api/v1'

  app.get(`${url}/session`, { schema: { tags, response: session } }, async (request) => {
    const { workspace, actor } = await callerOf(services, request)
    const answer = await describeSession(services, workspace, actor.userId)
    // A key has its own part of its user's rights.
    return { ...answer, grants: actor.grants }
  })

  app.patch(
    `${url}/session`,
    { schema: { tags, body: profileInput, response: session } },
    async (request, reply) => {
      const caller = await callerOf(services, request)
      const token = await changeProfile(services, caller, request.body as z.output<typeof profileInput>)
      if (token) setSessionCookie(request, reply, token)
      return describeSession(services, caller.workspace, caller.actor.userId)
    },
  )

  app.post(
    `${url}/sign-in`,
    { schema: { tags, body: signInInput, response: session } },
    async (request, reply) =>
      enter(
        services,
        request,
        reply,
        await signIn(services, request.body as z.output<typeof signInInput>, whenceOf(request)),
      ),
  )

  app.post(
    `${url}/sign-out`,
    { schema: { tags, response: { 200: z.object({}) } } },
    async (request, reply) => {
      await leave(services, request)
      clearSessionCookie(request, reply)
      return {}
    },
  )

  app.get(
    `${url}/setup`,
    { schema: { tags, response: { 200: z.object({ needed: z.boolean() }) } } },
    async () => ({
      needed: !(await hasWorkspace(services.workspaces.global)),
    }),
  )

  app.post(
    `${url}/setup`,
    { schema: { tags, body: setUpInput, response: session } },
    async (request, reply) =>
      enter(services, request, reply, await setUp(services, request.body as z.output<typeof setUpInput>)),
  )

  const tokenQuery = z.object({ token: z.string().max(100) })
  app.get(
    `${url}/invitations`,
    { schema: { tags, querystring: tokenQuery, response: { 200: invitationAnswer } } },
    async (request) => describeInvitation(services, (request.query as z.output<typeof tokenQuery>).token),
  )

  app.post(
    `${url}/invitations/accept`,
    { schema: { tags, body: acceptInput, response: session } },
    async (request, reply) =>
      enter(
        services,
        request,
        reply,
        await acceptInvitation(services, request.body as z.output<typeof acceptInput>),
      ),
  )
}

/** Begins the new session in place of the one the browser had, whose token is worth nothing from now on. */
async function enter(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  { token, workspace, userId }: SignedIn,
) {
  await leave(services, request)
  await tellSession(services, { workspaceId: workspace.id, userId }, 'begun', whenceOf(request))
  setSessionCookie(request, reply, token)
  return describeSession(services, workspace, userId)
}

async function leave(services: Services, request: FastifyRequest): Promise<void> {
  const token = sessionToken(request)
  const whose = token ? await endSession(services.workspaces.global, token) : null
  if (whose) await tellSession(services, whose, 'ended', whenceOf(request))
}
