import { useT } from '../../text/i18n.ts'
import { Skeleton } from '../../ui/small.tsx'
import type { GridColumn } from './columns.ts'
import css from './list-waiting.module.css'

const lines = ['64%', '48%', '72%', '56%', '60%', '44%', '68%', '52%', '58%', '46%', '62%', '54%']

/** The shape of a list on its way. */
export function ListWaiting({ columns }: { columns: readonly GridColumn[] }) {
  const t = useT()
  return (
    <div className={css.waiting} role="status" aria-label={t('shell.loading')}>
      {lines.map((width) => (
        <div key={width} className={css.line}>
          {columns.slice(0, 8).map((column, at) => (
            <span key={column.id} style={{ width: column.width }} className={css.cell}>
              <Skeleton width={at === 0 ? width : '56%'} />
            </span>
          ))}
        </div>
      ))}
    </div>
  )
}
