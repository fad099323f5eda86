import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { totals } from '../../../../kernel/commands/summary.ts'
import type { Entity } from '../../../../kernel/entities/entity.ts'
import { isEmptyFilter } from '../../../../kernel/queries/filter.ts'
import { type FooterKind, footersOf } from '../../../../kernel/queries/summary.ts'
import { keys } from '../../../api/cache.ts'
import { api } from '../../../api/client.ts'
import { useT } from '../../../text/i18n.ts'
import { useFormat } from '../../../text/use-format.ts'
import { Icon } from '../../../ui/icon.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { Sums } from '../../board/board-head.tsx'
import type { GridColumn } from '../columns.ts'
import type { Footers, ListState } from '../list-search.ts'
import type { List } from '../use-list.ts'
import grid from './grid.module.css'
import css from './grid-foot.module.css'
import { useColumnLabel } from './grid-head.tsx'
import { selectWidth } from './line-handlers.ts'

type Totals = z.output<typeof totals.output>
type Figure = Totals['figures'][number]

/** Figures under the columns, about everything the filter finds; each column says what to tell. */
export function GridFoot({
  entity,
  columns,
  list,
}: {
  entity: Entity
  columns: readonly GridColumn[]
  list: List
}) {
  const t = useT()
  const label = useColumnLabel(entity)
  const { footers } = list.state
  const told = useTotals(entity, list.state)
  const width = columns.reduce((sum, column) => sum + column.width, 0)

  function choose(field: string, kind: FooterKind | null) {
    const { [field]: _former, ...others } = footers
    list.change({ footers: kind === null ? others : { ...others, [field]: kind } })
  }

  return (
    // biome-ignore lint/a11y/useFocusableInteractive: its buttons take the focus
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by their number, which a table cannot do
    <div className={css.foot} role="row" style={{ minWidth: width + selectWidth }}>
      {/* biome-ignore lint/a11y/useFocusableInteractive: see above */}
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div
        className={css.select}
        role="gridcell"
        style={{ width: selectWidth }}
        title={t('records.footers.title')}
      >
        Σ
      </div>
      {columns.map((column, at) => {
        const field = entity.fields[column.id]
        const kind = footers[column.id]
        const figure = told?.figures.find((one) => one.field === column.id && one.kind === kind)
        return (
          // biome-ignore lint/a11y/useFocusableInteractive: see above
          // biome-ignore lint/a11y/useSemanticElements: see above
          <div
            key={column.id}
            role="gridcell"
            className={css.cell}
            data-align={column.align}
            data-first={at === 0 || undefined}
            style={{ width: column.width, left: at === 0 ? selectWidth : undefined }}
          >
            {field && (
              <Menu
                position="top-start"
                items={[
                  { heading: label(column.id) },
                  ...footersOf(field).map((one) => ({
                    id: one,
                    label: t(`records.footers.${one}`),
                    checked: one === kind,
                    onSelect: () => choose(column.id, one),
                  })),
                  {
                    id: 'none',
                    label: t('records.footers.none'),
                    checked: kind === undefined,
                    onSelect: () => choose(column.id, null),
                  },
                ]}
                target={
                  <button
                    type="button"
                    className={css.button}
                    data-empty={kind === undefined || undefined}
                    aria-label={kind ? undefined : t('records.footers.choose', { column: label(column.id) })}
                  >
                    {kind ? (
                      <>
                        <span className={css.kind}>{t(`records.footers.${kind}`)}</span>
                        {figure && told && <FigureText figure={figure} told={told} field={field.type.name} />}
                      </>
                    ) : (
                      <Icon name="add" size={12} />
                    )}
                  </button>
                }
              />
            )}
          </div>
        )
      })}
    </div>
  )
}

/** One figure; what stands for more than was counted is marked. */
function FigureText({ figure, told, field }: { figure: Figure; told: Totals; field: string }) {
  const t = useT()
  const format = useFormat()
  const about = told.exact ? '' : '≈ '
  const [first] = figure.values
  if (!first) {
    const isUnknown = !told.exact && (figure.kind === 'least' || figure.kind === 'most')
    return <span title={isUnknown ? t('records.footers.tooMany') : undefined}>—</span>
  }
  if (figure.kind === 'filled')
    return (
      <b>
        {about}
        {format.percent(told.count === 0 ? 0 : Number(first.value) / told.count, 0)}
      </b>
    )
  if (typeof first.value === 'string')
    return <b>{field === 'date' ? format.day(first.value) : format.moment(first.value)}</b>
  if (first.currency === null)
    return (
      <b>
        {about}
        {format.number(first.value)}
      </b>
    )
  return (
    <span className={grid.value}>
      {about}
      <Sums sums={figure.values.map(({ value, currency }) => ({ amount: Number(value), currency }))} />
    </span>
  )
}

function useTotals(entity: Entity, { filter, q, footers }: ListState): Totals | undefined {
  const figures = textOf(entity, footers)
  const input = {
    entity: entity.name,
    figures,
    filter: isEmptyFilter(filter) ? undefined : JSON.stringify(filter),
    q: q || undefined,
  }
  return useQuery({
    queryKey: keys.question(totals.name, input),
    queryFn: ({ signal }) => api.query(totals, input, signal),
    enabled: figures !== '',
    placeholderData: keepPreviousData,
    meta: { touches: [entity.name], live: 'mark' },
  }).data
}

/** What is asked for; figures that make no sense under their column are left out, an address may name any. */
function textOf(entity: Entity, footers: Footers): string {
  return Object.entries(footers)
    .filter(([name, kind]) => {
      const field = entity.fields[name]
      return field !== undefined && footersOf(field).includes(kind)
    })
    .map(([name, kind]) => `${name}:${kind}`)
    .join(',')
}
