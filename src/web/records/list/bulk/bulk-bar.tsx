import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { GridRow } from '../../../api/grid.ts'
import { useCan } from '../../../api/session.ts'
import type { Page } from '../../../api/shapes.ts'
import { useFieldWords } from '../../../fields/field-words.ts'
import { useT } from '../../../text/i18n.ts'
import { useFormat } from '../../../text/use-format.ts'
import { Button } from '../../../ui/button.tsx'
import { OverflowRow, type RowAct } from '../../../ui/overflow-row.tsx'
import type { Question } from '../../ask/ask-dialog.tsx'
import { useHeirs } from '../../may-assign.ts'
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
  const bar = useRef<HTMLElement>(null)
  useRoomBelow(bar)
  const selected = words.count(entity.name, rows.length, { formatted: format.number(rows.length) })
  const all = total && `${total.exact ? '' : '≈ '}${format.number(total.count)}`
  return (
    <section ref={bar} className={css.bar} aria-label={t('records.bulk.title')}>
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
      <OverflowRow
        acts={useActs({ screens, rows, isWhole, onAct, onMore })}
        moreLabel={t('shell.more')}
        end={
          <Button size="small" variant="subtle" keys="Escape" onClick={onClear}>
            {t('records.bulk.clear')}
          </Button>
        }
      />
    </section>
  )
}

/** Messages stand above the bar: what one is told of what was done must not cover what is done next. */
function useRoomBelow(bar: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const root = document.documentElement.style
    root.setProperty('--bulk-bar-now', `${(bar.current?.offsetHeight ?? 0) + gapAbove}px`)
    return () => void root.removeProperty('--bulk-bar-now')
  }, [bar])
}

const gapAbove = 8

/** In the order in which they keep their place where there is little room. */
function useActs({
  screens: { entity },
  rows,
  isWhole,
  onAct,
  onMore,
}: Pick<BulkBarProps, 'screens' | 'rows' | 'isWhole' | 'onAct' | 'onMore'>): RowAct[] {
  const t = useT()
  const mayUpdate = useCan(`${entity.rightsObject}:update`)
  const mayDelete = useCan(`${entity.rightsObject}:delete`)
  const mayAssign = useHeirs(entity) !== null
  const isOneStage = entity.worked && new Set(rows.map(({ row }) => row.pipeline)).size === 1
  const added = useBulkActs(
    entity,
    rows.map(({ row }) => row),
    isWhole,
  )
  const own: (RowAct & { isOffered: boolean })[] = [
    {
      id: 'assign',
      label: t('records.acts.assign'),
      icon: 'user',
      keys: 'a',
      isOffered: mayUpdate && mayAssign,
      onSelect: () => onAct('assign'),
    },
    {
      id: 'stage',
      label: t('records.acts.stage'),
      icon: 'pipeline',
      keys: 's',
      isOffered: mayUpdate && isOneStage,
      onSelect: () => onAct('stage'),
    },
    {
      id: 'edit',
      label: t('records.acts.editField'),
      icon: 'edit',
      keys: 'e',
      isOffered: mayUpdate,
      onSelect: () => onAct('edit'),
    },
    {
      id: 'remove',
      label: t('records.acts.delete'),
      icon: 'delete',
      keys: 'Delete',
      isOffered: mayDelete,
      onSelect: () => onAct('remove'),
    },
  ]
  return [
    ...own.filter(({ isOffered }) => isOffered),
    ...added.map((act) => ({
      id: act.id,
      label: t.dyn(act.titleKey),
      icon: act.icon,
      keys: act.keys,
      onSelect: () => onMore(act),
    })),
  ]
}
