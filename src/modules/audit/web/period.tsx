import { addDays, momentIn } from '../../../kernel/text/zone.ts'
import { useTextEnv } from '../../../web/text/env.tsx'
import { useT } from '../../../web/text/i18n.ts'
import { DatePicker } from '../../../web/ui/dates.tsx'

interface PeriodProps {
  from: string | undefined
  until: string | undefined
  onChange: (change: { from?: string; until?: string }) => void
}

/** From one day to another, both included. */
export function Period({ from, until, onChange }: PeriodProps) {
  const t = useT()
  return (
    <>
      <DatePicker
        clearable
        label={t('audit.filter.from')}
        value={from ?? null}
        maxDate={until}
        onChange={(day) => onChange({ from: day ?? undefined })}
      />
      <DatePicker
        clearable
        label={t('audit.filter.until')}
        value={until ?? null}
        minDate={from}
        onChange={(day) => onChange({ until: day ?? undefined })}
      />
    </>
  )
}

/** The moments these days begin and end at on the reader's clocks. */
export function usePeriod({ from, until }: { from?: string; until?: string }) {
  const { timeZone } = useTextEnv()
  return {
    from: isDay(from) ? momentIn(timeZone, from, '00:00') : undefined,
    until: isDay(until) ? momentIn(timeZone, addDays(until, 1), '00:00') : undefined,
  }
}

const isDay = (text: string | undefined): text is string => /^\d{4}-\d\d-\d\d$/.test(text ?? '')
