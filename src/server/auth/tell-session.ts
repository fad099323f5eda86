import type { FastifyRequest } from 'fastify'
import { runAct } from '../act.ts'
import { emit } from '../events/events.ts'
import type { Services } from '../services.ts'
import { systemFrame } from '../system-frame.ts'

/** What is told of somebody's coming and going in the audit log. */
export type SessionNews = 'begun' | 'refused' | 'ended'

/** From where: kept for a time only (the setting of the audit log). */
export interface Whence {
  address: string
  agent: string | null
}

export function whenceOf({ ip, headers }: FastifyRequest): Whence {
  return { address: ip, agent: headers['user-agent']?.slice(0, 200) ?? null }
}

/** Writes it into the log of the workspace. A refusal is nobody's act; what it is about is the account's user. */
export async function tellSession(
  services: Services,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  news: SessionNews,
  whence: Whence,
): Promise<void> {
  const frame = await systemFrame(services, workspaceId)
  if (!frame) return
  await runAct(frame, async (ctx) =>
    emit(ctx, {
      kind: `session.${news}`,
      entity: 'session',
      recordId: userId,
      data: { ...whence },
      ...(news !== 'refused' && { by: userId }),
    }),
  )
}
