import type { ActFrame } from './act.ts'
import { installOf, type Services } from './services.ts'
import { systemActor } from './workspaces.ts'

/** What the system itself acts in, in a workspace; null when there is none of this id. */
export async function systemFrame(
  services: Omit<Services, 'jobs'>,
  workspaceId: string,
): Promise<ActFrame | null> {
  const { registry, log, now, workspaces } = services
  const found = await workspaces.find(workspaceId)
  if (!found) return null
  const { locale } = found.workspace
  return { ...found, registry, log, now, locale, install: installOf(services), actor: systemActor }
}
