import type { ReactNode } from 'react'
import css from './table.module.css'

export interface TableColumn<Row> {
  id: string
  head: ReactNode
  /** Numbers stand at the right in tabular digits. */
  align?: 'start' | 'end' | 'center'
  width?: number | string
  cell: (row: Row) => ReactNode
  /** On a phone the column stands in the card under its head; `title` stands on top without one, `corner` beside it. */
  phone?: 'title' | 'line' | 'corner' | 'hidden'
}

export interface TableProps<Row extends { id: string }> {
  label: string
  columns: readonly TableColumn<Row>[]
  rows: readonly Row[]
}

/** A small table of settings. Lists of records use the grid, which pages, sorts and edits. On a phone rows are cards. */
export function Table<Row extends { id: string }>({ label, columns, rows }: TableProps<Row>) {
  return (
    <div className={css.scroll}>
      <table className={css.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" data-align={column.align} style={{ width: column.width }}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {columns.map((column) => (
                <td key={column.id} data-align={column.align} data-phone={column.phone ?? 'line'}>
                  {typeof column.head === 'string' && (column.phone ?? 'line') === 'line' && (
                    <span className={css.phoneHead} aria-hidden>
                      {column.head}
                    </span>
                  )}
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
