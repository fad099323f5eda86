import { isIP } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { mayWrite } from '../../kernel/access/key-scopes.ts'
import type { Actor } from '../../kernel/access/rights.ts'
import { fail } from '../../kernel/errors/errors.ts'
import type { ActFrame } from '../act.ts'
import { findKey, findKeyActor } from '../auth/keys.queries.ts'
import { findSignedIn, type Session, workspaceOfSession } from '../auth/sessions.ts'
import type { Db } from '../db/database.ts'
import { installOf, type Services } from '../services.ts'
import type { FoundWorkspace } from '../workspaces.ts'
import { spend } from './key-rates.ts'

/** Who asks, and in which workspace: what every route but sign-in and set-up begins with. */
export interface Caller extends ActFrame {
  actor: Actor & { name: string }
  session: Session | null
  /** For what is known to take long. */
  patientDb: Db
}

/** The same caller for what is known to take long: his statements have as much time as those of jobs. */
export const unhurried = (caller: Caller): Caller => ({ ...caller, db: caller.patientDb })

/** The signed-in person or the API key behind a request; refuses with 401. */
export async function callerOf(services: Services, request: FastifyRequest): Promise<Caller> {
  const { found, actor, session } =
    (await keyHolder(services, request)) ?? (await personSignedIn(services, request)) ?? fail('auth.required')
  const caller: Caller = {
    db: found.promptDb,
    patientDb: found.db,
    registry: services.registry,
    install: installOf(services),
    workspace: found.workspace,
    actor,
    session,
    locale: session?.locale ?? found.workspace.locale,
    log: request.log,
    now: services.now,
  }
  callers.set(request, caller)
  return caller
}

const callers = new WeakMap<FastifyRequest, Caller>()

/** Who asks, as far as it has been found out: undefined while he may still be anybody. */
export function knownCaller(request: FastifyRequest): Caller | undefined {
  return callers.get(request)
}

/** The workspace a request has turned out to belong to; undefined until its caller is known. */
export function workspaceOf(request: FastifyRequest): string | undefined {
  return knownCaller(request)?.workspace.id
}

interface Identity {
  found: FoundWorkspace
  actor: Caller['actor']
  session: Session | null
}

async function personSignedIn(
  { workspaces, now }: Services,
  request: FastifyRequest,
): Promise<Identity | null> {
  const token = sessionToken(request)
  const workspace = token && (await workspaceOfSession(workspaces.global, token))
  const found = workspace && (await workspaces.find(workspace))
  const signedIn = found && (await findSignedIn(workspaces.global, token, found.workspace, now()))
  return signedIn ? { found, ...signedIn } : null
}

/** `Authorization: Bearer onw_…`. */
async function keyHolder(
  { workspaces, config, now }: Services,
  request: FastifyRequest,
): Promise<Identity | null> {
  const token = /^Bearer (onw_[\w-]{20,100})$/i.exec(request.headers.authorization ?? '')?.[1]
  if (!token) return null
  const key = (await findKey(workspaces.global, token, now())) ?? fail('auth.required')
  spend(request, key.id, config.apiRate)
  const found = await workspaces.find(key.workspaceId)
  const actor = found && (await findKeyActor(workspaces.global, found.workspace.schema, key))
  if (!actor) fail('auth.required')
  if (!isReading(request) && !mayWrite(key.scopes)) fail('access.denied', { right: 'api:write' })
  return { found, actor, session: null }
}

function isReading({ method }: FastifyRequest): boolean {
  return ['GET', 'HEAD', 'OPTIONS'].includes(method)
}

/**
 * With the `__Host-` prefix the browser itself guarantees that the cookie came over TLS (or from localhost) and
 * from this very host. Plain http to another machine cannot have it; there the cookie has a plain name, and
 * `onward doctor` says so.
 */
function cookieName(request: FastifyRequest): string {
  return isSecure(request) ? '__Host-onward' : 'onward'
}

function isSecure(request: FastifyRequest): boolean {
  return request.protocol === 'https' || /^(localhost|127\.0\.0\.1|\[::1\])(:|$)/.test(request.host)
}

export function sessionToken(request: FastifyRequest): string | null {
  return request.cookies[cookieName(request)] ?? null
}

export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.setCookie(cookieName(request), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(request),
    maxAge: 30 * 86_400,
  })
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(cookieName(request), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(request),
  })
}

/**
 * A browser names the page a write comes from; only our own pages may. API keys come from no page, but a session is a
 * browser's: a write with its cookie that does not say where it comes from is none of ours.
 */
export function requireOwnOrigin(services: Services, request: FastifyRequest): void {
  if (isReading(request)) return
  const { origin, 'sec-fetch-site': site, cookie = '' } = request.headers
  const foreign = origin
    ? !isOwn(services, request, origin)
    : site === undefined
      ? /\bonward=/.test(cookie)
      : site !== 'same-origin' && site !== 'none'
  if (foreign) fail('auth.foreign-origin')
}

/**
 * Answers only at the addresses it is known by, so that no other name can be led here (DNS rebinding) or get into a
 * link: the configured one, this machine's own, and plain numbers where it listens beyond this machine.
 */
export function requireKnownHost({ config }: Services, request: FastifyRequest): void {
  const name = request.hostname.replace(/^\[|\]$/g, '')
  const isLocal = ['localhost', '127.0.0.1', '::1'].includes(name)
  const listensBeyond = !['localhost', '127.0.0.1', '::1'].includes(config.host)
  if (isLocal || name === new URL(config.baseUrl).hostname || (listensBeyond && isIP(name) > 0)) return
  fail('request.unknown-host')
}

function isOwn({ config }: Services, request: FastifyRequest, origin: string): boolean {
  return origin === new URL(config.baseUrl).origin || origin === `${request.protocol}://${request.host}`
}
