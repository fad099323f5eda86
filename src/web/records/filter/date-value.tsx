import type { RelativeDate, Scalar } from '../../../kernel/queries/filter.ts'
import { useT } from '../../text/i18n.ts'
import { useFormat } from '../../text/use-format.ts'
import { DatePicker } from '../../ui/dates.tsx'
import { NumberInput } from '../../ui/number-input.tsx'
import { Select } from '../../ui/select.tsx'
import css from './filter-builder.module.css'

type Point = RelativeDate['relative'] | 'exact' | 'ago' | 'ahead' | 'other'

export interface DateValueProps {
  value: Scalar | undefined
  /** The field has a time of day, so "now" makes sense. */
  withNow: boolean
  onChange: (value: Scalar | undefined) => void
}

/** A date to compare with: a day of the calendar, or one that moves with the reader's today. */
export function DateValue({ value, withNow, onChange }: DateValueProps) {
  const t = useT()
  const format = useFormat()
  const relative =
    typeof value === 'object' && value !== null && 'relative' in value ? (value as RelativeDate) : null
  const point = pointOf(relative)
  const points: Point[] = [
    'today',
    'ago',
    'ahead',
    'startOfWeek',
    'startOfMonth',
    'startOfQuarter',
    'startOfYear',
    ...(withNow ? (['now'] as const) : []),
    'exact',
  ]
  return (
    <>
      <Select<Point>
        aria-label={t('records.filter.value')}
        searchable={false}
        value={value === undefined ? null : point}
        placeholder={t('records.filter.chooseDate')}
        options={[...points, ...(point === 'other' ? (['other'] as const) : [])].map((one) => ({
          value: one,
          label: t.dyn(`records.filter.points.${one}`),
        }))}
        onChange={(next) => next && next !== 'other' && onChange(pointValue(next, format.today()))}
      />
      {value !== undefined && point === 'exact' && (
        <DatePicker
          aria-label={t('records.filter.value')}
          value={typeof value === 'string' ? value.slice(0, 10) : null}
          onChange={(day) => onChange(day ?? undefined)}
        />
      )}
      {(point === 'ago' || point === 'ahead') && relative && (
        <div className={css.shift}>
          <NumberInput
            aria-label={t('records.filter.days')}
            min={1}
            max={36_500}
            value={Math.abs(relative.offset?.days ?? 0)}
            onChange={(days) => onChange(shifted(point === 'ago' ? -(days ?? 1) : (days ?? 1)))}
          />
        </div>
      )}
    </>
  )
}

function pointOf(relative: RelativeDate | null): Point {
  if (!relative) return 'exact'
  const { offset = {} } = relative
  const units = Object.entries(offset).filter(([, by]) => by !== 0 && by !== undefined)
  if (units.length === 0) return relative.relative
  const days = offset.days ?? 0
  if (relative.relative === 'today' && units.length === 1 && days !== 0) return days < 0 ? 'ago' : 'ahead'
  return 'other'
}

function pointValue(point: Exclude<Point, 'other'>, today: string): Scalar {
  if (point === 'exact') return today
  if (point === 'ago') return shifted(-7)
  if (point === 'ahead') return shifted(7)
  return { relative: point }
}

const shifted = (days: number): RelativeDate => ({ relative: 'today', offset: { days } })
