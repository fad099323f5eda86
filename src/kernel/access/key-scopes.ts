import { z } from 'zod'
import { isCustom } from '../entities/custom-name.ts'
import { anyOwnObject, type Grants, grantsOn } from './rights.ts'

/** How much of its user's rights a key has on an object. */
const keyLevels = ['read', 'write'] as const

/** Object of rights → level; `*` stands for every object that is not named. */
export const keyScopesShape = z
  .record(z.string().max(40), z.enum(keyLevels))
  .refine((scopes) => Object.keys(scopes).length > 0 && Object.keys(scopes).length <= 100)
  .describe('Object of rights, or * for all others → read or write')
export type KeyScopes = z.output<typeof keyScopesShape>

/** The rights of a user as far as a key of his has them; null is a key that has all of them. */
export function narrowed(grants: Grants, scopes: KeyScopes | null): Grants {
  if (!scopes) return grants
  const narrow = (object: string) => {
    const level = Object.hasOwn(scopes, object) ? scopes[object] : scopes['*']
    const rights = grantsOn(grants, object)
    return level === 'write' ? rights : level && reading(rights)
  }
  const own = Object.keys(scopes).filter(isCustom)
  const kept = Object.fromEntries(
    [...Object.keys(grants), ...own].flatMap((object) => {
      const rights = narrow(object)
      return rights ? [[object, rights]] : []
    }),
  )
  // A key for companies is none for the workspace's own objects, which go by them where nothing else is said.
  return kept.company ? { ...kept, [anyOwnObject]: narrow(anyOwnObject) ?? {} } : kept
}

/** Whether a key may change anything at all. */
export function mayWrite(scopes: KeyScopes | null): boolean {
  return !scopes || Object.values(scopes).includes('write')
}

function reading({ read, export: exporting }: Grants[string]): Grants[string] {
  return { ...(read && { read }), ...(exporting && { export: exporting }) }
}
