import { useRef } from 'react'
import { isRefusal } from '../../api/errors.ts'
import { useRecord } from '../../api/records.ts'
import type { RecordAnswer } from '../../api/shapes.ts'
import { Link } from '../../app/routing.tsx'
import { PagePending, PartFailure } from '../../shell/page-states.tsx'
import { usePeek } from '../../shell/peek.tsx'
import { useT } from '../../text/i18n.ts'
import { EmptyState } from '../../ui/small.tsx'
import { useRecordActs } from '../acts.ts'
import type { RecordScreens } from '../screens.ts'
import { Composer, type ComposerHandle } from './composer.tsx'
import { type FieldsHandle, FieldsPanel } from './fields/fields-panel.tsx'
import { RecordHead } from './record-head.tsx'
import css from './record-peek.module.css'
import { Timeline } from './timeline/timeline.tsx'
import { useRecordActions } from './use-record-actions.tsx'

/** A record in the side panel: what matters first, its fields, what happened, and a place to write. */
export function RecordPeek({ screens, id }: { screens: RecordScreens; id: string }) {
  const t = useT()
  const { data, error, refetch } = useRecord(screens.entity, id)
  if (isRefusal(error, 'record.not-found') && !data)
    return <EmptyState title={t('shell.notFound')} description={t('shell.notFoundHelp')} />
  if (error && !data) return <PartFailure error={error} onRetry={() => void refetch()} />
  if (!data) return <PagePending />
  return <Loaded key={id} screens={screens} {...data} />
}

function Loaded({ screens, item: row, titles, can }: { screens: RecordScreens } & RecordAnswer) {
  const { entity } = screens
  const t = useT()
  const peek = usePeek()
  const acts = useRecordActs(entity)
  const composer = useRef<ComposerHandle>(null)
  const fields = useRef<FieldsHandle>(null)
  const { element } = useRecordActions({
    screens,
    row,
    titles,
    can,
    acts,
    composer,
    fields,
    isPeek: true,
    onGone: peek.close,
  })
  return (
    <>
      <h2 className={css.title}>
        <Link to={`/${entity.table}/${row.id}`}>
          {String(row[entity.title] ?? '') || t('records.untitled')}
        </Link>
      </h2>
      <RecordHead screens={screens} row={row} titles={titles} acts={acts} mayUpdate={can.update} />
      <FieldsPanel ref={fields} screens={screens} row={row} titles={titles} mayUpdate={can.update} isShort />
      <div className={css.divider} />
      <Composer ref={composer} entity={entity} record={row.id} />
      <Timeline entity={entity} record={row.id} />
      {element}
    </>
  )
}
