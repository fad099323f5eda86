import { lazy, Suspense, useState } from 'react'
import type { RecordSelection } from '../../../kernel/commands/selection.ts'
import { isEmptyFilter } from '../../../kernel/queries/filter.ts'
import { useCan } from '../../api/session.ts'
import { useGo } from '../../app/routing.tsx'
import { useFieldWords } from '../../fields/field-words.ts'
import { useActions } from '../../shell/actions/registry.ts'
import { PagePending } from '../../shell/page-states.tsx'
import { PageTitle, PageTools } from '../../shell/page-title.tsx'
import { useT } from '../../text/i18n.ts'
import type { MessageKey } from '../../text/messages.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import { ConflictDialog } from '../conflict-dialog.tsx'
import { CreateDialog } from '../create/create-dialog.tsx'
import type { BulkAct, RecordScreens } from '../screens.ts'
import { StepKinds } from '../step/step-kinds.tsx'
import { OpenedBulkAct } from './bulk/opened-bulk-act.tsx'
import { useBulkActs } from './bulk/use-bulk-acts.ts'
import { boardField, dayField, layoutsOf, listGroup } from './layouts.ts'
import { ListBody, type ListBodyProps } from './list-body.tsx'
import { sortOf } from './list-params.ts'
import { isSame, type ListState } from './list-search.ts'
import css from './records-page.module.css'
import { Toolbar } from './toolbar.tsx'
import { useImportPlace } from './use-import-place.ts'
import { useList } from './use-list.ts'

const BoardBody = lazy(() => import('../board/board-body.tsx').then((part) => ({ default: part.BoardBody })))
const GroupedBody = lazy(() =>
  import('../grouped/grouped-body.tsx').then((part) => ({ default: part.GroupedBody })),
)
const CalendarBody = lazy(() =>
  import('../calendar/calendar-body.tsx').then((part) => ({ default: part.CalendarBody })),
)

/** The page of all records of a noun, as a list, a board or a calendar. What it shows is in the address. */
export function RecordsPage({ screens }: { screens: RecordScreens }) {
  const { entity } = screens
  const t = useT()
  const words = useFieldWords()
  const isPhone = useIsPhone()
  const list = useList(screens)
  // Nouns written by commands alone have no form.
  const hasForm = Object.values(entity.fields).some(({ readOnly }) => !readOnly)
  const mayCreate = useCan(`${entity.rightsObject}:create`) && hasForm
  const create = () => list.setSearch({ new: true })
  const go = useGo()
  const importPlace = useImportPlace(entity)
  const importFile = () => importPlace && go(importPlace)
  const pageActs = useBulkActs(entity, noRows, true).filter((act) => act.ofPage)
  const [opened, setOpened] = useState<BulkAct | null>(null)

  // A noun with a sentence of its own ("New deal") is called by it; there need not be one.
  const ownKey = `records.newOf.${entity.name}`
  const newKey = t.has(ownKey) ? (ownKey as MessageKey) : 'records.new'

  useActions('list', [
    {
      id: 'list.create',
      titleKey: newKey,
      titleParams: { noun: words.one(entity.name) },
      icon: 'add',
      keys: 'n',
      visible: mayCreate,
      perform: create,
    },
    {
      id: 'list.import',
      titleKey: 'records.importFile',
      icon: 'importFile',
      visible: importPlace !== null,
      perform: importFile,
    },
    ...pageActs.map((act) => ({
      id: `${act.id}.page`,
      // The key comes with the act from its module, whose words are checked there.
      titleKey: act.titleKey as MessageKey,
      icon: act.icon,
      perform: () => setOpened(act),
    })),
  ])

  return (
    <div className={css.page}>
      <PageTitle title={words.many(entity.name)} />
      <PageTools>
        {importPlace && !isPhone && (
          <IconButton icon="importFile" label={t('records.importFile')} onClick={importFile} />
        )}
        {!isPhone &&
          pageActs.map((act) => (
            <IconButton
              key={act.id}
              icon={act.icon}
              label={t.dyn(act.titleKey)}
              onClick={() => setOpened(act)}
            />
          ))}
        {mayCreate && !isPhone && (
          <Button icon="add" keys="n" onClick={create}>
            {t(newKey, { noun: words.one(entity.name) })}
          </Button>
        )}
      </PageTools>
      <Toolbar screens={screens} list={list} />
      {list.view?.isBroken && isSame(list.state.filter, list.view.config.filter) && (
        <p className={css.broken} role="status">
          <Icon name="warning" size={14} />
          {t('records.views.broken')}
        </p>
      )}
      <StepKinds>
        <Suspense fallback={<PagePending />}>
          <Body screens={screens} list={list} onCreate={mayCreate ? create : undefined} />
        </Suspense>
      </StepKinds>
      {list.search.new && (
        <CreateDialog
          screens={screens}
          onClose={() => list.setSearch({ new: undefined }, { replace: true })}
        />
      )}
      {opened && (
        <OpenedBulkAct
          act={opened}
          entity={entity}
          ids={[]}
          selection={shownIn(list.state)}
          total={null}
          view={{ columns: list.state.columns.map(({ field }) => field), sort: sortOf(list.state.sort) }}
          onClose={() => setOpened(null)}
          onDone={() => {}}
        />
      )}
      <ConflictDialog />
    </div>
  )
}

const noRows: never[] = []

function shownIn({ filter, q }: ListState): RecordSelection {
  return { ...(isEmptyFilter(filter) ? {} : { filter }), ...(q ? { q } : {}) }
}

/** The records as the address wants them, as far as the noun can be shown so. */
function Body({ screens, list, onCreate }: ListBodyProps) {
  const { entity } = screens
  const layout = layoutsOf(screens).find((one) => one === list.state.layout) ?? 'list'
  if (layout === 'calendar') {
    const day = dayField(entity, list.state)
    if (day !== null) return <CalendarBody key={day} screens={screens} list={list} day={day} />
  }
  if (layout === 'board') {
    const by = boardField(entity, list.state)
    if (by !== null)
      return <BoardBody key={by} screens={screens} list={list} by={by} mayAdd={onCreate !== undefined} />
  }
  const by = listGroup(entity, list.state)
  return by === null ? (
    <ListBody screens={screens} list={list} onCreate={onCreate} />
  ) : (
    <GroupedBody key={by} screens={screens} list={list} by={by} onCreate={onCreate} />
  )
}
