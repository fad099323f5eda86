// biome-ignore-all lint/a11y/useSemanticElements: rows out of sight are left out, which a table element does not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the cells are what one moves through
import { useEffect, useRef } from 'react'
import { useT } from '../../../../web/text/i18n.ts'
import { useVirtualRows } from '../../../../web/ui/virtual.ts'
import type { ImportRecord } from '../import-record.ts'
import { useImportWords } from '../words.ts'
import css from './check.module.css'
import { MendableCell } from './mendable-cell.tsx'
import type { ProblemRow } from './problem.ts'
import type { Fixes } from './problem-grid.tsx'
import { SeverityMark } from './severity-mark.tsx'

export interface ProblemRowsProps {
  record: ImportRecord
  rows: readonly ProblemRow[]
  fixes: Fixes
  /** Not given: the cells are only to be read. */
  onMend?: (row: number, heading: string, text: string) => void
}

/** The rows as a table that scrolls in both directions; only those in sight are rendered. */
export function ProblemRows({ onEnd, ...props }: ProblemRowsProps & { onEnd: () => void }) {
  const t = useT()
  const { record, rows } = props
  const scroller = useRef<HTMLDivElement>(null)
  const columns = shownColumns(record)
  const virtual = useVirtualRows({
    count: rows.length,
    scroller,
    rowHeight: 48,
    keyOf: (index) => String(rows[index]?.row ?? index),
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  // More rows are fetched before the end of those at hand is reached.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the place and the number of rows matter
  useEffect(() => {
    if (last >= rows.length - 20) onEnd()
  }, [last, rows.length])
  const width = `72px 300px repeat(${columns.length}, 168px)`
  return (
    <div ref={scroller} className={css.scroller}>
      <div
        role="table"
        aria-label={t('import.problems.rowsTitle')}
        aria-rowcount={rows.length + 1}
        className={css.table}
      >
        <Head columns={columns} width={width} />
        <div role="rowgroup" className={css.tableBody} style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start, key }) => {
            const row = rows[index]
            if (!row) return null
            return (
              <div
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                role="row"
                aria-rowindex={index + 2}
                className={css.tableRow}
                style={{ gridTemplateColumns: width, transform: `translateY(${start}px)` }}
              >
                <Cells {...props} row={row} columns={columns} />
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

function Head({ columns, width }: { columns: readonly ShownColumn[]; width: string }) {
  const t = useT()
  return (
    <div role="rowgroup" className={css.tableHead}>
      <div role="row" aria-rowindex={1} className={css.tableRow} style={{ gridTemplateColumns: width }}>
        <span role="columnheader" className={css.headCell}>
          {t('import.problems.row')}
        </span>
        <span role="columnheader" className={css.headCell}>
          {t('import.problems.reason')}
        </span>
        {columns.map(({ heading }) => (
          <span key={heading} role="columnheader" className={css.headCell} title={heading}>
            {heading}
          </span>
        ))}
      </div>
    </div>
  )
}

interface ShownColumn {
  heading: string
  index: number
  target: string
}

/** The columns that lead somewhere; nobody needs to mend what is not taken. */
export function shownColumns({ file, settings }: ImportRecord): ShownColumn[] {
  return file.headings.flatMap((heading, index) => {
    const target = settings?.columns[heading]
    return target ? [{ heading, index, target }] : []
  })
}

function Cells({
  record,
  row,
  columns,
  fixes,
  onMend,
}: ProblemRowsProps & { row: ProblemRow; columns: readonly ShownColumn[] }) {
  const fixed = fixes.get(row.row)
  return (
    <>
      <span role="cell" className={css.rowNumber}>
        {row.row}
      </span>
      <span role="cell" className={css.reasons}>
        <Reasons record={record} row={row} />
      </span>
      {columns.map(({ heading, index, target }) => (
        <span key={heading} role="cell" className={css.cell}>
          <MendableCell
            heading={heading}
            row={row.row}
            text={fixed?.[heading] ?? row.cells[index] ?? ''}
            severity={row.problems.find(({ field }) => field === target)?.severity}
            isMended={fixed?.[heading] !== undefined}
            onMend={onMend}
          />
        </span>
      ))}
    </>
  )
}

/** What is wrong with a row, problem by problem. */
export function Reasons({ record, row }: { record: ImportRecord; row: ProblemRow }) {
  const words = useImportWords()
  return row.problems.map(({ field, severity, ...problem }) => (
    <span key={`${field} ${problem.error}`} className={css.reason}>
      <SeverityMark severity={severity} size={14} />
      <span>
        {field && record.entity && `${words.target(record.entity, field)}. `}
        {words.problem({ field, severity, ...problem })}
      </span>
    </span>
  ))
}
