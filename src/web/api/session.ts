import { type QueryClient, queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { FieldLimits } from '../../kernel/access/field-rights.ts'
import { type Action, type Grants, grantOf } from '../../kernel/access/rights.ts'
import type { CustomModel } from '../../kernel/entities/custom-model.ts'
import type { Language } from '../text/i18n.ts'
import { keys } from './cache.ts'
import { api } from './client.ts'
import { isRefusal } from './errors.ts'

export interface Session {
  user: {
    id: string
    name: string
    email: string
    locale: Language
    theme: 'system' | 'light' | 'dark'
    timeZone: string
    /** `key` names the shipped roles. */
    role: { id: string; key: string | null; name: string }
    team: { id: string; name: string } | null
  }
  workspace: {
    id: string
    name: string
    country: string
    currency: string
    timeZone: string
    locale: Language
    hasSampleData: boolean
    model: 'transactional' | 'collaborative' | 'strategic'
    custom: CustomModel
  }
  grants: Grants
  fieldLimits: FieldLimits
}

type Preparation = (session: Session) => Promise<void>
let prepare: Preparation = async () => {}

/** What is done with every session before anything is shown of it; said once, when the app starts. */
export function prepareSessionsBy(preparation: Preparation): void {
  prepare = preparation
}

async function prepared(session: Session): Promise<Session> {
  await prepare(session)
  return session
}

const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await prepared(await api.call<Session>('GET', '/session', { signal }))
    } catch (error) {
      if (isRefusal(error, 'auth.required')) return null
      throw error
    }
  },
  staleTime: 5 * 60_000,
})

/** Who is signed in, fetched when it is not known yet; null when nobody is. */
export function loadSession(client: QueryClient): Promise<Session | null> {
  return client.ensureQueryData(sessionQuery)
}

/** Who is signed in. Only below the shell, where somebody is. */
export function useSession(): Session {
  const { data } = useSuspenseQuery(sessionQuery)
  if (!data) throw new Error('useSession outside of a signed-in page')
  return data
}

/** Replaces what is known of the session with the server's newest answer. */
export function useKeepSession() {
  const client = useQueryClient()
  return async (session: Session) => client.setQueryData(keys.session, await prepared(session))
}

/** Whether rights include `object:action` at any scope; what needs nothing is always allowed. */
export function allows(grants: Grants, needs: string | null | undefined): boolean {
  if (!needs) return true
  const [object = '', action = ''] = needs.split(':')
  return grantOf(grants, object, action as Action) !== 'no'
}

/** Whether the person signed in may do this at all; `needs` is `object:action`. */
export function useCan(needs: string | null | undefined): boolean {
  return allows(useSession().grants, needs)
}
