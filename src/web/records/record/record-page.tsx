import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { survivorOf } from '../../../kernel/commands/merge.ts'
import { type Entity, isMergeable } from '../../../kernel/entities/entity.ts'
import { useQuestion } from '../../api/commands.ts'
import { isRefusal } from '../../api/errors.ts'
import { useRecord } from '../../api/records.ts'
import type { RecordAnswer } from '../../api/shapes.ts'
import { recordParts } from '../../app/registry.ts'
import { useGo, useScreen } from '../../app/routing.tsx'
import { defineScreen } from '../../app/screen.ts'
import { useFieldWords } from '../../fields/field-words.ts'
import { NotFound, PagePending, PartFailure } from '../../shell/page-states.tsx'
import { PageTitle, PageTools } from '../../shell/page-title.tsx'
import { showToast } from '../../shell/toasts.tsx'
import { useT } from '../../text/i18n.ts'
import { useFormat } from '../../text/use-format.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { useIsDesktop, useIsPhone } from '../../ui/use-media.ts'
import { useRecordActs } from '../acts.ts'
import { ConflictDialog } from '../conflict-dialog.tsx'
import type { RecordScreens } from '../screens.ts'
import { Composer, type ComposerHandle } from './composer.tsx'
import { type FieldsHandle, FieldsPanel } from './fields/fields-panel.tsx'
import { LoadedPart } from './loaded-part.tsx'
import { RecordHead } from './record-head.tsx'
import css from './record-page.module.css'
import { recordSearch } from './record-search.ts'
import { RelatedLists } from './related/related-lists.tsx'
import { StarButton } from './star-button.tsx'
import { PuttingBack } from './timeline/put-back.tsx'
import { Timeline } from './timeline/timeline.tsx'
import { useTrail } from './trail.ts'
import { useNoteViewed } from './use-note-viewed.ts'
import { useRecordActions } from './use-record-actions.tsx'

const anyRecord = defineScreen({
  path: '/any/$id',
  search: recordSearch,
  titleKey: 'records.record',
  load: async () => () => null,
})

/** The page of one record of a noun. */
export function RecordPage({ screens }: { screens: RecordScreens }) {
  const { id } = useScreen(anyRecord).params
  const { data, error, refetch } = useRecord(screens.entity, id)
  if (isRefusal(error, 'record.not-found') && !data) return <Gone entity={screens.entity} id={id} />
  if (error && !data) return <PartFailure error={error} onRetry={() => void refetch()} />
  if (!data) return <PagePending />
  return <Loaded key={id} screens={screens} {...data} />
}

/** A record that has gone into another one leads there; of any other there is nothing. */
function Gone({ entity, id }: { entity: Entity; id: string }) {
  const t = useT()
  const go = useGo()
  const { data, isPending } = useQuestion(
    survivorOf,
    { entity: entity.name, id },
    { enabled: isMergeable(entity) },
  )
  const lead = useEffectEvent((survivor: { id: string; title: string }) => {
    go({ to: `/${entity.table}/${survivor.id}`, replace: true })
    showToast({ text: t('records.mergedInto', { title: survivor.title }) })
  })
  useEffect(() => {
    if (data) lead(data)
  }, [data])
  return isMergeable(entity) && (isPending || data) ? <PagePending /> : <NotFound />
}

type Tab = 'timeline' | 'fields' | 'related'

function Loaded({ screens, item: row, titles, can }: { screens: RecordScreens } & RecordAnswer) {
  const { entity } = screens
  const t = useT()
  const go = useGo()
  const words = useFieldWords()
  const isPhone = useIsPhone()
  const isDesktop = useIsDesktop()
  const acts = useRecordActs(entity)
  const composer = useRef<ComposerHandle>(null)
  const fields = useRef<FieldsHandle>(null)
  const [tab, setTab] = useState<Tab>('timeline')
  const title = String(row[entity.title] ?? '')
  useNoteViewed(entity, row.id)
  const up = { to: `/${entity.table}` }
  const { actions, element } = useRecordActions({
    screens,
    row,
    titles,
    can,
    acts,
    composer,
    fields,
    isPeek: false,
    onGone: () => go(up),
  })

  const hasRelated =
    recordParts(entity, 'panel').length > 0 ||
    screens.related.some(({ from, by }) => from !== 'here' || typeof row[by] === 'string')
  const timeline = (
    <>
      <Composer ref={composer} entity={entity} record={row.id} />
      <PuttingBack row={can.update ? row : null}>
        <Timeline entity={entity} record={row.id} />
      </PuttingBack>
    </>
  )
  const marks = (
    <>
      <StarButton entity={entity} id={row.id} />
      {recordParts(entity, 'tools').map((part) => (
        <LoadedPart key={part.id} part={part} entity={entity} row={row} />
      ))}
    </>
  )
  const panel = (
    <FieldsPanel ref={fields} screens={screens} row={row} titles={titles} mayUpdate={can.update} />
  )
  const related = <RelatedLists screens={screens} row={row} titles={titles} />

  return (
    <div className={css.page}>
      <PageTitle
        title={title || t('records.untitled')}
        parent={{ label: words.many(entity.name), to: up.to }}
      />
      <PageTools>
        {!isPhone && marks}
        {/* On a phone the title needs the room, and the menu has them too. */}
        {!isPhone &&
          actions
            .filter(({ id }) => screens.acts?.some((act) => act.id === id))
            .map(({ id, titleKey, icon, perform }) => (
              <Button key={id} icon={icon} onClick={perform}>
                {t(titleKey)}
              </Button>
            ))}
        <Neighbours entity={entity.name} table={entity.table} id={row.id} />
        <Menu
          position="bottom-end"
          target={<IconButton icon="more" label={t('records.more')} />}
          items={actions.map(({ id, titleKey, titleParams, icon, keys, perform }) => ({
            id,
            label: t(titleKey, titleParams),
            icon,
            keys: [keys ?? []].flat()[0],
            danger: id === 'record.delete',
            onSelect: perform,
          }))}
        />
      </PageTools>
      <RecordHead screens={screens} row={row} titles={titles} acts={acts} mayUpdate={can.update} />
      {isPhone ? (
        <div className={css.tabs}>
          <Tabs
            label={title}
            value={tab}
            onChange={setTab}
            items={[
              { value: 'timeline', label: t('records.timeline.title'), panel: timeline },
              {
                value: 'fields',
                label: t('records.fields.title'),
                // Beside the title there is no room for them.
                panel: (
                  <>
                    <div className={css.marks}>{marks}</div>
                    {panel}
                  </>
                ),
              },
              { value: 'related', label: t('records.related.title'), panel: related },
            ]}
          />
        </div>
      ) : (
        <div className={css.columns} data-narrow={hasRelated ? undefined : true}>
          <div className={css.side}>
            {panel}
            {!isDesktop && related}
          </div>
          <div className={css.main}>{timeline}</div>
          {isDesktop && hasRelated && <div className={css.side}>{related}</div>}
        </div>
      )}
      {element}
      <ConflictDialog />
    </div>
  )
}

/** Where the record stands in the list it came from, with the way to the ones beside it. */
function Neighbours({ entity, table, id }: { entity: string; table: string; id: string }) {
  const t = useT()
  const go = useGo()
  const format = useFormat()
  const trail = useTrail(entity, id)
  if (!trail) return null
  const to = (next: string | null) => next && go({ to: `/${table}/${next}`, replace: true })
  return (
    <span className={css.neighbours}>
      <span className={css.place}>
        {t('records.placeInList', { at: format.number(trail.at + 1), count: format.number(trail.count) })}
      </span>
      <IconButton
        icon="up"
        size="small"
        keys="["
        label={t('records.acts.previous')}
        disabled={!trail.previous}
        onClick={() => to(trail.previous)}
      />
      <IconButton
        icon="down"
        size="small"
        keys="]"
        label={t('records.acts.next')}
        disabled={!trail.next}
        onClick={() => to(trail.next)}
      />
    </span>
  )
}
