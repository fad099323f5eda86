import { useState } from 'react'
import { useCreate, useRemove, useUpdate } from '../../api/records.ts'
import { useCan, useSession } from '../../api/session.ts'
import type { Row } from '../../api/shapes.ts'
import { allNouns } from '../../app/registry.ts'
import { useActions } from '../../shell/actions/registry.ts'
import { showToast } from '../../shell/toasts.tsx'
import { tellFailure, useUndo } from '../../shell/undo.ts'
import { useT } from '../../text/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { copyText } from '../../ui/copy-text.ts'
import { Menu, type MenuBreak, type MenuEntry } from '../../ui/menu.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import type { RecordScreens } from '../screens.ts'
import { useFavourite } from '../use-favourite.ts'
import type { List, NamedView } from './use-list.ts'
import { newView, sharings, ViewDialog, type ViewValues } from './view-dialog.tsx'
import css from './views-menu.module.css'

/** The view shown, a star when the address changes it, and the ways to keep or drop the change. */
export function ViewsMenu({ screens, list }: { screens: RecordScreens; list: List }) {
  const t = useT()
  const isPhone = useIsPhone()
  const [opened, setOpened] = useState(false)
  const [asked, setAsked] = useState<'new' | 'settings' | null>(null)
  const mayCreate = useCan('view:create')
  const own = useOwnView(list.view)
  const keeping = useKeepView(screens, list)
  const { view } = list
  const star = useFavourite('view', view?.saved?.id)
  const pinned = isPhone
    ? []
    : list.views.filter(({ saved }) => saved?.isPinned === true).slice(0, mostPinned)

  async function copyAddress() {
    if (await copyText(list.linkTo())) showToast({ text: t('records.linkCopied') })
  }

  useActions('list', [
    { id: 'list.views', titleKey: 'records.views.open', keys: 'v', perform: () => setOpened(true) },
    {
      id: 'list.copyAddress',
      titleKey: 'records.views.copyLink',
      icon: 'link',
      keys: 'Shift+y',
      perform: () => void copyAddress(),
    },
    {
      id: 'list.saveView',
      titleKey: 'records.views.saveAs',
      icon: 'add',
      visible: mayCreate,
      perform: () => setAsked('new'),
    },
  ])

  return (
    <>
      <Menu
        opened={opened}
        onChange={setOpened}
        width={260}
        items={[...entriesOf(list, t('records.views.saved')), ...actEntries()]}
        target={
          <Button variant="subtle" trailingIcon="chevronDown" className={css.view}>
            {view?.name}
            {list.isChanged && (
              <span className={css.star} title={t('records.views.changed')}>
                <span aria-hidden>*</span>
                <span className="visually-hidden">{t('records.views.changed')}</span>
              </span>
            )}
          </Button>
        }
      />
      {pinned
        .filter(({ id }) => id !== view?.id)
        .map(({ id, name }) => (
          <Button
            key={id}
            size="small"
            variant="subtle"
            icon="pin"
            className={css.pinned}
            onClick={() => list.show(id)}
          >
            {name}
          </Button>
        ))}
      {list.isChanged && (
        <span className={css.changed}>
          {own.isOwn && view?.saved && (
            <Button size="small" variant="subtle" onClick={() => void keeping.overwrite(view)}>
              {t('shell.save')}
            </Button>
          )}
          {mayCreate && (
            <Button size="small" variant="subtle" onClick={() => setAsked('new')}>
              {t('records.views.saveAs')}
            </Button>
          )}
          <Button size="small" variant="subtle" onClick={list.reset}>
            {t('records.views.reset')}
          </Button>
        </span>
      )}
      {asked === 'new' && (
        <ViewDialog
          title={t('records.views.saveAs')}
          initial={newView}
          onClose={() => setAsked(null)}
          onSave={async (values) => {
            await keeping.saveAs(values)
            setAsked(null)
          }}
        />
      )}
      {asked === 'settings' && view?.saved && (
        <ViewDialog
          title={t('records.views.settings')}
          initial={valuesOf(view.saved)}
          onClose={() => setAsked(null)}
          onSave={async (values) => {
            await keeping.change(view, values)
            setAsked(null)
          }}
        />
      )}
    </>
  )

  function actEntries(): (MenuEntry | MenuBreak)[] {
    const isOwn = own.isOwn && view?.saved != null
    const name = t('records.views.copyOf', { name: view?.name ?? '' }).slice(0, 80)
    const entries: (MenuEntry | MenuBreak | null)[] = [
      'divider',
      view?.saved
        ? {
            id: 'star',
            label: star.isFavourite ? t('records.acts.unstar') : t('records.acts.star'),
            icon: star.isFavourite ? 'starFilled' : 'star',
            onSelect: () => void star.toggle(),
          }
        : null,
      {
        id: 'link',
        label: t('records.views.copyLink'),
        icon: 'link',
        keys: 'Shift+y',
        onSelect: () => void copyAddress(),
      },
      mayCreate
        ? {
            id: 'duplicate',
            label: t('records.views.duplicate'),
            icon: 'copy',
            onSelect: () => void keeping.saveAs({ ...newView, name }).catch(tellFailure),
          }
        : null,
      isOwn
        ? {
            id: 'settings',
            label: t('records.views.settings'),
            icon: 'edit',
            onSelect: () => setAsked('settings'),
          }
        : null,
      isOwn
        ? {
            id: 'delete',
            label: t('records.views.delete'),
            icon: 'delete',
            danger: true,
            onSelect: () => void keeping.remove(view),
          }
        : null,
    ]
    return entries.filter((entry) => entry !== null)
  }
}

/** So many views stand beside the menu. */
const mostPinned = 4

function valuesOf(row: Row): ViewValues {
  return {
    name: String(row.name),
    sharing: sharings.find((one) => one === row.sharing) ?? 'personal',
    isPinned: row.isPinned === true,
    isDefault: row.isDefault === true,
    position: typeof row.position === 'number' ? row.position : null,
    role: typeof row.role === 'string' ? row.role : null,
  }
}

function entriesOf(list: List, savedHeading: string): (MenuEntry | MenuBreak)[] {
  const entry = ({ id, name }: NamedView): MenuEntry => ({
    id,
    label: name,
    checked: id === list.view?.id,
    onSelect: () => list.show(id),
  })
  const saved = list.views.filter((one) => one.saved !== null)
  const shipped = list.views.filter((one) => one.saved === null).map(entry)
  return saved.length === 0 ? shipped : [...shipped, { heading: savedHeading }, ...saved.map(entry)]
}

function useOwnView(view: NamedView | undefined) {
  const { user } = useSession()
  return { isOwn: view?.saved?.owner === user.id }
}

function useKeepView(screens: RecordScreens, list: List) {
  const t = useT()
  const undo = useUndo()
  const noun = allNouns().find('view') ?? { name: 'view', table: 'views' }
  const { create } = useCreate(noun)
  const { update } = useUpdate(noun)
  const { remove } = useRemove(noun)
  const { q: _search, ...state } = list.state
  // What is not set is not kept: a later version may have its own idea of it.
  const set = Object.fromEntries(Object.entries(state).filter(([, value]) => value !== null))
  const config = { ...set, sort: state.sort.slice(0, 3) }
  return {
    saveAs: async ({ name, ...values }: ViewValues) => {
      const { item, event } = await create({ name, ...values, entity: screens.entity.name, config })
      list.show(item.id)
      undo.offer({ event, text: t('records.views.savedNamed', { name }) })
    },
    overwrite: async (view: NamedView) => {
      if (!view.saved) return
      try {
        const { event } = await update(view.saved, { config })
        list.reset()
        undo.offer({ event, text: t('records.views.savedNamed', { name: view.name }) })
      } catch (error) {
        tellFailure(error)
      }
    },
    /** Changes what is said of a view; what it shows stays. */
    change: async (view: NamedView, values: ViewValues) => {
      if (!view.saved) return
      const { event } = await update(view.saved, { ...values })
      undo.offer({ event, text: t('records.views.savedNamed', { name: values.name }) })
    },
    remove: async (view: NamedView | undefined) => {
      if (!view?.saved) return
      try {
        const { event } = await remove(view.id)
        list.showFirst()
        undo.offer({ event, text: t('records.views.deleted', { name: view.name }) })
      } catch (error) {
        tellFailure(error)
      }
    },
  }
}
