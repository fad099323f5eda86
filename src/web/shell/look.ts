import { api } from '../api/client.ts'
import { type Session, useKeepSession } from '../api/session.ts'
import { type Language, setLanguage } from '../text/i18n.ts'
import { type Theme, useTheme } from '../ui/theme.tsx'
import { tellFailure } from './undo.ts'

/** Changes the language or the theme: here at once, and for this person everywhere. */
export function useChangeLook() {
  const { setTheme } = useTheme()
  const keep = useKeepSession()
  return async (change: { locale?: Language; theme?: Theme }) => {
    if (change.theme) setTheme(change.theme)
    try {
      if (change.locale) await setLanguage(change.locale)
      await keep(await api.call<Session>('PATCH', '/session', { body: change }))
    } catch (error) {
      tellFailure(error)
    }
  }
}
