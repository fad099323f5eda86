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
  const undo = useUndo()
  const signOut = useSignOut()
  const places = usePlaces()
  const looks = useLooks()
  useActions('global', [
    ...layers,
    { id: 'undo', titleKey: 'shell.undoLast', icon: 'undo', keys: 'Mod+z', perform: undo.undoLast },
    ...places,
    ...looks,
    { id: 'sign-out', titleKey: 'shell.signOut', icon: 'signOut', perform: () => void signOut() },
  ])
}

const openPalette = {
  titleKey: 'shell.search',
  icon: 'search',
  keyOnly: true,
  perform: () => openLayers.palette(),
} as const

const layers: readonly Action[] = [
  { ...openPalette, id: 'palette', titleKey: 'shell.commandMenu', keys: 'Mod+k', inFields: true },
  { ...openPalette, id: 'search', keys: '/' },
  { id: 'help', titleKey: 'shell.keys', icon: 'keyboard', keys: '?', perform: openLayers.help },
  {
    id: 'create',
    titleKey: 'shell.create',
    icon: 'add',
    keys: ['n', 'Shift+n'],
    keyOnly: true,
    perform: () => openLayers.create(),
  },
]

function usePlaces(): Action[] {
  const { grants } = useSession()
  const go = useGo()
  const nav = useNav()
  const sections = nav.map(({ id, to, icon, labelKey, key }): Action => {
    return {
      id: `go.${id}`,
      titleKey: labelKey,
      icon,
      keys: key ? `g ${key}` : [],
      perform: () => go({ to }),
    }
  })
  const creations = allCreatable()
    .filter(({ needs }) => allows(grants, needs))
    .map(({ id, icon, to, search, actionKey }): Action => {
      return { id: `create.${id}`, titleKey: actionKey, icon, perform: () => go({ to, search }) }
    })
  const settings = () => go({ to: '/settings' })
  return [
    ...sections,
    { id: 'go.settings', titleKey: 'shell.settings', icon: 'settings', keys: 'g s', perform: settings },
    ...creations,
  ]
}

function useLooks(): Action[] {
  const change = useChangeLook()
  return [
    {
      id: 'theme.light',
      titleKey: 'shell.toLight',
      icon: 'sun',
      perform: () => void change({ theme: 'light' }),
    },
    {
      id: 'theme.dark',
      titleKey: 'shell.toDark',
      icon: 'moon',
      perform: () => void change({ theme: 'dark' }),
    },
    {
      id: 'language.ru',
      titleKey: 'shell.toRussian',
      icon: 'language',
      perform: () => void change({ locale: 'ru' }),
    },
    {
      id: 'language.en',
      titleKey: 'shell.toEnglish',
      icon: 'language',
      perform: () => void change({ locale: 'en' }),
    },
  ]
}
