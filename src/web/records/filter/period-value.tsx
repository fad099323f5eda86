import type { TermValue } from '../../../kernel/queries/filter.ts'
import { type Period, periodNames, periods } from '../../../kernel/queries/periods.ts'
import { useT } from '../../text/i18n.ts'
import { Select } from '../../ui/select.tsx'

export interface PeriodValueProps {
  value: Period
  onChange: (value: TermValue) => void
}

/** A period that moves with the reader's today: this month, the last thirty days. */
export function PeriodValue({ value, onChange }: PeriodValueProps) {
  const t = useT()
  return (
    <Select<Period>
      aria-label={t('records.filter.value')}
      value={value}
      options={periodNames.map((name) => ({ value: name, label: t.dyn(`filter.periods.${name}`) }))}
      onChange={(name) => name && onChange(periods[name])}
    />
  )
}
