import type { GridRow } from '../../../api/grid.ts'
import { useCan } from '../../../api/session.ts'
import type { Page } from '../../../api/shapes.ts'
import { useFieldWords } from '../../../fields/field-words.ts'
import { useT } from '../../../text/i18n.ts'
import { useFormat } from '../../../text/use-format.ts'
import { Button } from '../../../ui/button.tsx'
import type { Question } from '../../ask/ask-dialog.tsx'
import type { BulkAct, RecordScreens } from '../../screens.ts'
import css from './bulk-bar.module.css'
import { useBulkActs } from './use-bulk-acts.ts'

export interface BulkBarProps {
  screens: RecordScreens
  rows: readonly GridRow[]
  total: Page['total']
  /** All that the list shows is selected; the rows are those that are loaded. */
  isWhole: boolean
  /** Selects all that the list shows; absent when the rows are all. */
  onWhole?: () => void
  onClear: () => void
  onAct: (question: Question) => void
  onMore: (act: BulkAct) => void
}

/** What can be done with the selected rows; stands after the list in the order of Tab. */
export function BulkBar({ screens, rows, total, isWhole, onWhole, onClear, onAct, onMore }: BulkBarProps) {
  const { entity } = screens
  const t = useT()
  const words = useFieldWords()
  const format = useFormat()
  const mayUpdate = useCan(`${entity.rightsObject}:update`)
  const mayDelete = useCan(`${entity.rightsObject}:delete`)
  const isOneStage = entity.worked && new Set(rows.map(({ row }) => row.pipeline)).size === 1
  const selected = words.count(entity.name, rows.length, { formatted: format.number(rows.length) })
  const all = total && `${total.exact ? '' : '≈ '}${format.number(total.count)}`
  return (
    <section className={css.bar} aria-label={t('records.bulk.title')}>
      <span className={css.count} role="status">
        {isWhole && total
          ? t('records.mass.whole', {
              records: `${total.exact ? '' : '≈ '}${words.count(entity.name, total.count)}`,
            })
          : t('records.bulk.selected', { records: selected })}
        {!isWhole && total && total.count > rows.length && (
          <span className={css.of}> {t('records.bulk.of', { total: all })}</span>
        )}
      </span>
      {!isWhole && onWhole && total && total.count > rows.length && (
        <Button size="small" variant="subtle" keys="Mod+Shift+a" onClick={onWhole}>
          {t('records.mass.selectAll', { total: all })}
        </Button>
      )}
      {mayUpdate && entity.ownerField && (
        <Button size="small" icon="user" keys="a" onClick={() => onAct('assign')}>
          {t('records.acts.assign')}
        </Button>
      )}
      {mayUpdate && isOneStage && (
        <Button size="small" icon="pipeline" keys="s" onClick={() => onAct('stage')}>
          {t('records.acts.stage')}
        </Button>
      )}
      {mayUpdate && (
        <Button size="small" icon="edit" keys="e" onClick={() => onAct('edit')}>
          {t('records.acts.editField')}
        </Button>
      )}
      {useBulkActs(
        entity,
        rows.map(({ row }) => row),
        isWhole,
      ).map((act) => (
        <Button key={act.id} size="small" icon={act.icon} keys={act.keys} onClick={() => onMore(act)}>
          {t.dyn(act.titleKey)}
        </Button>
      ))}
      {mayDelete && (
        <Button size="small" icon="delete" keys="Delete" onClick={() => onAct('remove')}>
          {t('records.acts.delete')}
        </Button>
      )}
      <Button size="small" variant="subtle" keys="Escape" onClick={onClear}>
        {t('records.bulk.clear')}
      </Button>
    </section>
  )
}
