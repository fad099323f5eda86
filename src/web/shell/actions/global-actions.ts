import { allows, useSession } from '../../api/session.ts'
import { allCreatable } from '../../app/registry.ts'
import { useGo } from '../../app/routing.tsx'
import { openLayers } from '../layers.ts'
import { useChangeLook } from '../look.ts'
import { useNav } from '../sidebar.tsx'
import { useSignOut } from '../sign-out.ts'
import { useUndo } from '../undo.ts'
import { type Action, useActions } from './registry.ts'

/** The actions that work everywhere: going to a section, adding, searching, taking back. */
export function useGlobalActions(): void {
  const { grants } = useSession()
  const go = useGo()
  const nav = useNav()
  const undo = useUndo()
  const changeLook = useChangeLook()
  const signOut = useSignOut()

  const sections: Action[] = nav.map(({ id, to, icon, labelKey, key }) => ({
    id: `go.${id}`,
    titleKey: labelKey,
    icon,
    keys: key ? `g ${key}` : [],
    perform: () => go({ to }),
  }))
  const creations: Action[] = allCreatable()
    .filter(({ needs }) => allows(grants, needs))
    .map(({ id, icon, to, search, actionKey }) => ({
      id: `create.${id}`,
      titleKey: actionKey,
      icon,
      perform: () => go({ to, search }),
    }))

  useActions('global', [
    {
      id: 'palette',
      titleKey: 'shell.commandMenu',
      icon: 'search',
      keys: 'Mod+k',
      inFields: true,
      keyOnly: true,
      perform: () => openLayers.palette(),
    },
    {
      id: 'search',
      titleKey: 'shell.search',
      icon: 'search',
      keys: '/',
      keyOnly: true,
      perform: () => openLayers.palette(),
    },
    { id: 'help', titleKey: 'shell.keys', icon: 'keyboard', keys: '?', perform: openLayers.help },
    {
      id: 'create',
      titleKey: 'shell.create',
      icon: 'add',
      keys: ['n', 'Shift+n'],
      keyOnly: true,
      perform: () => openLayers.create(),
    },
    { id: 'undo', titleKey: 'shell.undoLast', icon: 'undo', keys: 'Mod+z', perform: undo.undoLast },
    ...sections,
    {
      id: 'go.settings',
      titleKey: 'shell.settings',
      icon: 'settings',
      keys: 'g s',
      perform: () => go({ to: '/settings' }),
    },
    ...creations,
    {
      id: 'theme.light',
      titleKey: 'shell.toLight',
      icon: 'sun',
      perform: () => void changeLook({ theme: 'light' }),
    },
    {
      id: 'theme.dark',
      titleKey: 'shell.toDark',
      icon: 'moon',
      perform: () => void changeLook({ theme: 'dark' }),
    },
    {
      id: 'language.ru',
      titleKey: 'shell.toRussian',
      icon: 'language',
      perform: () => void changeLook({ locale: 'ru' }),
    },
    {
      id: 'language.en',
      titleKey: 'shell.toEnglish',
      icon: 'language',
      perform: () => void changeLook({ locale: 'en' }),
    },
    { id: 'sign-out', titleKey: 'shell.signOut', icon: 'signOut', perform: () => void signOut() },
  ])
}
