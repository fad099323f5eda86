import { useEffect, useRef, useState } from 'react'
import { type Filter, isEmptyFilter } from '../../../kernel/queries/filter.ts'
import type { Titles } from '../../api/shapes.ts'
import { useActions } from '../../shell/actions/registry.ts'
import { useT } from '../../text/i18n.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import { isForOpenList } from '../../ui/open-list.ts'
import { useIsPhone } from '../../ui/use-media.ts'
import { FilterBuilder } from '../filter/filter-builder.tsx'
import { FilterChips } from '../filter/filter-chips.tsx'
import { countTerms } from '../filter/filter-draft.ts'
import { useFilterTitles, useFilterWords } from '../filter/filter-words.ts'
import type { RecordScreens } from '../screens.ts'
import { ColumnsMenu } from './columns-menu.tsx'
import { GroupMenu } from './group-menu.tsx'
import { layoutsOf } from './layouts.ts'
import { LookMenu } from './look-menu.tsx'
import { QuickFilterBar } from './quick-filter-bar.tsx'
import { SortMenu } from './sort-menu.tsx'
import css from './toolbar.module.css'
import { TotalCount } from './total-count.tsx'
import type { List } from './use-list.ts'
import { ViewsMenu } from './views-menu.tsx'

export interface ToolbarProps {
  screens: RecordScreens
  list: List
}

/** What is shown and how: view, search, filter, columns, layout; the conditions in force below. */
export function Toolbar({ screens, list }: ToolbarProps) {
  const { entity } = screens
  const layouts = layoutsOf(screens)
  const { state } = list
  const t = useT()
  const isPhone = useIsPhone()
  const [isBuilding, setBuilding] = useState(false)
  const [named, setNamed] = useState<Titles>({})
  const titles = { ...useFilterTitles(entity, state.filter), ...named }
  const tell = useFilterWords(entity, titles)
  const terms = countTerms(state.filter)
  const panel = useRef<HTMLElement>(null)
  // On a phone what a view asks for is told by its name and the number on the button.
  const showsChips = !isBuilding && terms > 0 && (!isPhone || list.isChanged)

  function changeFilter(filter: Filter, names?: Titles) {
    if (names) setNamed((former) => ({ ...former, ...names }))
    list.change({ filter }, { replace: isBuilding })
  }

  useActions('list', [
    {
      id: 'list.filter',
      titleKey: 'records.filter.open',
      icon: 'filter',
      keys: 'f',
      perform: () => setBuilding(!isBuilding),
    },
    ...layouts
      .filter((layout) => layouts.length > 1 && layout !== state.layout)
      .map((layout) => ({
        id: `list.${layout}`,
        titleKey: toLayout[layout],
        icon: layout,
        perform: () => list.change({ layout }),
      })),
  ])

  useEffect(() => {
    if (isBuilding) panel.current?.querySelector<HTMLElement>('[aria-haspopup=listbox]')?.focus()
  }, [isBuilding])

  return (
    <div className={css.toolbar}>
      <div className={css.line}>
        <ViewsMenu screens={screens} list={list} />
        <QuickSearch value={state.q} onChange={(q) => list.change({ q }, { replace: true })} />
        <Button
          variant="subtle"
          icon="filter"
          keys={isPhone ? undefined : 'f'}
          aria-expanded={isBuilding}
          aria-controls="filter-builder"
          onClick={() => setBuilding(!isBuilding)}
        >
          {terms > 0 ? t('records.filter.buttonCount', { count: terms }) : t('records.filter.button')}
        </Button>
        <span className={css.space} />
        <TotalCount screens={screens} list={list} />
        <GroupMenu screens={screens} list={list} />
        {state.layout !== 'calendar' && <SortMenu screens={screens} list={list} />}
        {state.layout === 'list' && !isPhone && <ColumnsMenu screens={screens} list={list} />}
        <LookMenu screens={screens} list={list} />
      </div>
      {isBuilding && (
        <section
          id="filter-builder"
          ref={panel}
          className={css.builder}
          aria-label={t('records.filter.open')}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && !isForOpenList(event)) setBuilding(false)
          }}
        >
          <div className={css.sentence}>
            <Icon name="filter" size={14} />
            <p aria-live="polite">
              {isEmptyFilter(state.filter) ? t('records.filter.nothingSaid') : tell(state.filter)}
            </p>
            <IconButton
              icon="close"
              size="small"
              label={t('shell.close')}
              onClick={() => setBuilding(false)}
            />
          </div>
          {isPhone && <QuickFilterBar entity={entity} list={list} />}
          <FilterBuilder entity={entity} filter={state.filter} titles={titles} onChange={changeFilter} />
        </section>
      )}
      <div className={css.chips} data-empty={(isPhone && !showsChips) || undefined}>
        {!isPhone && <QuickFilterBar entity={entity} list={list} />}
        {showsChips && (
          <FilterChips
            entity={entity}
            filter={state.filter}
            titles={titles}
            onChange={changeFilter}
            onEdit={() => setBuilding(true)}
          />
        )}
      </div>
    </div>
  )
}

const toLayout = {
  list: 'records.layout.toList',
  board: 'records.layout.toBoard',
  calendar: 'records.layout.toCalendar',
} as const

/** Finds in the list shown; the address follows when typing pauses. */
function QuickSearch({ value, onChange }: { value: string; onChange: (q: string) => void }) {
  const t = useT()
  const [typed, setTyped] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)

  function change(next: string) {
    setTyped(next)
    if (timer.current) clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      onChange(next.trim())
      setTyped(null)
    }, 180)
  }

  return (
    <div className={css.search}>
      <TextInput
        type="search"
        aria-label={t('records.searchHere')}
        placeholder={t('records.searchHere')}
        autoComplete="off"
        value={typed ?? value}
        onChange={change}
        leftSection={<Icon name="search" size={14} />}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && (typed ?? value) !== '') {
            event.stopPropagation()
            change('')
          }
        }}
      />
    </div>
  )
}
