import { useT } from '../../text/i18n.ts'
import { useFormat } from '../../text/use-format.ts'
import { Select } from '../../ui/select.tsx'
import { MoneyText } from '../../ui/values.tsx'
import type { List } from '../list/use-list.ts'
import type { RecordScreens } from '../screens.ts'
import { usePipelines } from '../step/use-stages.ts'
import css from './board.module.css'
import type { BoardState, Sum } from './board-cache.ts'
import { totalsOf } from './totals.ts'

/** Which pipeline is shown, how much it is worth, and how much of it is likely. */
export function BoardHead({
  screens,
  list,
  board,
}: {
  screens: RecordScreens
  list: List
  board: BoardState
}) {
  const t = useT()
  const format = useFormat()
  const pipelines = usePipelines(screens.entity)
  const { sums, weighted } = totalsOf(board.columns)
  const count = board.columns.reduce((sum, column) => sum + column.count, 0)
  return (
    <div className={css.head}>
      {pipelines.length > 1 && (
        <div className={css.pipeline}>
          <Select
            aria-label={t('records.pipeline')}
            value={board.pipeline ?? ''}
            options={pipelines.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(pipeline) => pipeline && list.change({ pipeline })}
          />
        </div>
      )}
      <span>
        {t('records.board.count')} <b>{format.number(count)}</b>
      </span>
      {sums.length > 0 && (
        <>
          <span>
            {t('records.board.sum')} <Sums sums={sums} />
          </span>
          <span title={t('records.board.weightedHelp')}>
            {t('records.board.weighted')} <Sums sums={weighted} />
          </span>
        </>
      )}
    </div>
  )
}

/** Amounts of several currencies side by side: adding them up would need a rate of some day. */
export function Sums({ sums }: { sums: readonly Sum[] }) {
  const format = useFormat()
  return sums.map(({ amount, currency }, index) => (
    <b key={currency}>
      {index > 0 && ' + '}
      {currency === null ? format.compact(amount) : <MoneyText value={{ amount, currency }} compact />}
    </b>
  ))
}
