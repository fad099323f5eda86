import type { Session } from '../api/session.ts'

let isOwn = false

/**
 * Lays the workspace's own fields, objects and limits into the nouns. The code for it is fetched only where there are
 * any; from then on every session is taken in, because the next one may take them away again.
 */
export async function takeInOwn({ workspace: { custom }, fieldLimits }: Session): Promise<void> {
  isOwn ||= custom.version > 0 || Object.keys(fieldLimits).length > 0
  if (!isOwn) return
  const { takeInModel } = await import('./model.ts')
  await takeInModel(custom, fieldLimits)
}
