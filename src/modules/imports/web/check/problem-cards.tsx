import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import css from './check.module.css'
import { MendableCell } from './mendable-cell.tsx'
import type { ProblemRow } from './problem.ts'
import { type ProblemRowsProps, Reasons, shownColumns } from './problem-rows.tsx'

interface ProblemCardsProps extends ProblemRowsProps {
  hasMore: boolean
  isLoadingMore: boolean
  onMore: () => void
}

/** The rows on a phone: a card each, with the cells that something is wrong with. */
export function ProblemCards({ hasMore, isLoadingMore, onMore, ...props }: ProblemCardsProps) {
  const t = useT()
  return (
    <>
      <ul className={css.cards}>
        {props.rows.map((row) => (
          <Card key={row.row} {...props} row={row} />
        ))}
      </ul>
      {hasMore && (
        <Button fullWidth loading={isLoadingMore} onClick={onMore}>
          {t('import.more')}
        </Button>
      )}
    </>
  )
}

function Card({ record, row, fixes, onMend }: ProblemRowsProps & { row: ProblemRow }) {
  const t = useT()
  const fixed = fixes.get(row.row)
  const wrong = new Set(row.problems.map(({ field }) => field))
  const columns = shownColumns(record)
  const concerned = columns.filter(({ target }) => wrong.has(target))
  return (
    <li className={css.card}>
      <p className={css.cardTitle}>{t('import.problems.rowNumber', { row: row.row })}</p>
      <Reasons record={record} row={row} />
      {(concerned.length > 0 ? concerned : columns.slice(0, 3)).map(({ heading, index, target }) => (
        <div key={heading} className={css.cardCell}>
          <span className={css.cardHeading}>{heading}</span>
          <MendableCell
            heading={heading}
            row={row.row}
            text={fixed?.[heading] ?? row.cells[index] ?? ''}
            severity={row.problems.find(({ field }) => field === target)?.severity}
            isMended={fixed?.[heading] !== undefined}
            onMend={onMend}
          />
        </div>
      ))}
    </li>
  )
}
