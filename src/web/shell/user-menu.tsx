import { useSession } from '../api/session.ts'
import { useGo } from '../app/routing.tsx'
import { useLanguage, useT } from '../text/i18n.ts'
import { Menu, type MenuBreak, type MenuEntry } from '../ui/menu.tsx'
import { Avatar } from '../ui/small.tsx'
import { useTheme } from '../ui/theme.tsx'
import { openLayers } from './layers.ts'
import { useChangeLook } from './look.ts'
import { useSignOut } from './sign-out.ts'
import css from './user-menu.module.css'

/** Who is signed in, with the choices that are theirs: language, theme, keys, sign out. */
export function UserMenu({ isRail }: { isRail: boolean }) {
  const { user } = useSession()
  const items = useUserEntries()
  return (
    <Menu
      position="top-start"
      width={240}
      items={items}
      header={
        <div className={css.who}>
          <div className={css.name}>{user.name}</div>
          <div className={css.email}>{user.email}</div>
        </div>
      }
      target={
        <button type="button" className={css.button} data-rail={isRail || undefined} aria-label={user.name}>
          <Avatar name={user.name} size={24} />
          <span className={css.label}>{user.name}</span>
        </button>
      }
    />
  )
}

/** The entries of that menu, also shown under More on a phone. */
export function useUserEntries(): (MenuEntry | MenuBreak)[] {
  const t = useT()
  const go = useGo()
  const signOut = useSignOut()
  const language = useLanguage()
  const { theme } = useTheme()
  const change = useChangeLook()
  return [
    {
      id: 'profile',
      label: t('shell.profile'),
      icon: 'user',
      onSelect: () => go({ to: '/settings/profile' }),
    },
    { id: 'keys', label: t('shell.keys'), icon: 'keyboard', keys: '?', onSelect: openLayers.help },
    { heading: t('shell.theme') },
    {
      id: 'system',
      label: t('shell.themeSystem'),
      icon: 'system',
      checked: theme === 'system',
      onSelect: () => change({ theme: 'system' }),
    },
    {
      id: 'light',
      label: t('shell.themeLight'),
      icon: 'sun',
      checked: theme === 'light',
      onSelect: () => change({ theme: 'light' }),
    },
    {
      id: 'dark',
      label: t('shell.themeDark'),
      icon: 'moon',
      checked: theme === 'dark',
      onSelect: () => change({ theme: 'dark' }),
    },
    { heading: t('shell.language') },
    { id: 'ru', label: 'Русский', checked: language === 'ru', onSelect: () => change({ locale: 'ru' }) },
    { id: 'en', label: 'English', checked: language === 'en', onSelect: () => change({ locale: 'en' }) },
    'divider',
    { id: 'sign-out', label: t('shell.signOut'), icon: 'signOut', onSelect: signOut },
  ]
}
