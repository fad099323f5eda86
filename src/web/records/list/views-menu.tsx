import { useState } from 'react'
import { useCreate, useRemove, useUpdate } from '../../api/records.ts'
import { useCan, useSession } from '../../api/session.ts'
import { allNouns } from '../../app/registry.ts'
import { useActions } from '../../shell/actions/registry.ts'
import { tellFailure, useUndo } from '../../shell/undo.ts'
import { useT } from '../../text/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { Menu, type MenuBreak, type MenuEntry } from '../../ui/menu.tsx'
import type { RecordScreens } from '../screens.ts'
import { SaveViewDialog, type Sharing } from './save-view-dialog.tsx'
import type { List, NamedView } from './use-list.ts'
import css from './views-menu.module.css'

/** The view shown, a star when the address changes it, and the ways to keep or drop the change. */
export function ViewsMenu({ screens, list }: { screens: RecordScreens; list: List }) {
  const t = useT()
  const [opened, setOpened] = useState(false)
  const [isNaming, setNaming] = useState(false)
  const mayCreate = useCan('view:create')
  const own = useOwnView(list.view)
  const keeping = useKeepView(screens, list)
  const { view } = list

  useActions('list', [
    { id: 'list.views', titleKey: 'records.views.open', keys: 'v', perform: () => setOpened(true) },
  ])

  return (
    <>
      <Menu
        opened={opened}
        onChange={setOpened}
        width={260}
        items={[...entriesOf(list, t('records.views.saved')), ...(own.isOwn ? ownEntries() : [])]}
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
      {list.isChanged && (
        <span className={css.changed}>
          {own.isOwn && view?.saved && (
            <Button size="small" variant="subtle" onClick={() => void keeping.overwrite(view)}>
              {t('shell.save')}
            </Button>
          )}
          {mayCreate && (
            <Button size="small" variant="subtle" onClick={() => setNaming(true)}>
              {t('records.views.saveAs')}
            </Button>
          )}
          <Button size="small" variant="subtle" onClick={list.reset}>
            {t('records.views.reset')}
          </Button>
        </span>
      )}
      {isNaming && (
        <SaveViewDialog
          onClose={() => setNaming(false)}
          onSave={async (name, sharing) => {
            await keeping.saveAs(name, sharing)
            setNaming(false)
          }}
        />
      )}
    </>
  )

  function ownEntries(): (MenuEntry | MenuBreak)[] {
    return [
      'divider',
      {
        id: 'delete',
        label: t('records.views.delete'),
        icon: 'delete',
        danger: true,
        onSelect: () => void keeping.remove(view),
      },
    ]
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
    saveAs: async (name: string, sharing: Sharing) => {
      const { item, event } = await create({ name, entity: screens.entity.name, sharing, config })
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
