import { api } from '../api/client.ts'
import { forgetRecent } from './palette/recent.ts'
import { tellFailure } from './undo.ts'

/** Ends the session. The page is loaded anew, so that nothing of the person stays in memory. */
export function useSignOut() {
  return async () => {
    try {
      await api.call('POST', '/sign-out')
      forgetRecent()
      window.location.assign('/sign-in')
    } catch (error) {
      tellFailure(error)
    }
  }
}
