import { useMemo } from 'react'
import type { Money } from '../../kernel/fields/types/money.ts'
import { clockIn } from '../../kernel/text/zone.ts'
import { useTextEnv } from './env.tsx'
import * as format from './format.ts'

/** The formatters with the reader's language and time zone filled in. */
export function useFormat() {
  const { locale, timeZone } = useTextEnv()
  return useMemo(
    () => ({
      number: (value: number, decimals?: number) => format.formatNumber(value, locale, decimals),
      compact: (value: number) => format.formatCompact(value, locale),
      percent: (share: number, decimals?: number) => format.formatPercent(share, locale, decimals),
      money: (value: Money) => format.formatMoney(value, locale),
      moneyCompact: (value: Money) => format.formatMoneyCompact(value, locale),
      /** `2,4 МБ` */
      bytes: (bytes: number) => format.formatBytes(bytes, locale),
      /** `22.11.2026` */
      day: (day: string) => format.formatDay(day, locale),
      /** `22 нояб. 2026 г.` */
      dayLong: (day: string) => format.formatDayLong(day, locale),
      /** `ноябрь 2026 г.` */
      month: (month: string) => format.formatMonth(month, locale),
      /** `пн` */
      weekday: (day: string) => format.formatWeekday(day, locale),
      /** `22.11.2026, 14:05` */
      moment: (moment: string) => format.formatMoment(moment, locale, timeZone),
      /** `22 нояб. 2026 г., 14:05` */
      momentLong: (moment: string) => format.formatMomentLong(moment, locale, timeZone),
      time: (moment: string) => format.formatTime(moment, locale, timeZone),
      /** `сегодня, 9:30` */
      due: (moment: string) => format.formatDue(moment, locale, timeZone),
      /** `2 ч назад` */
      relative: (moment: string) => format.formatRelative(moment, locale, timeZone),
      /** Today on the reader's clocks, `2026-11-22`. */
      today: () => clockIn(timeZone, new Date()).day,
      /** Day and time of a moment on the reader's clocks. */
      clock: (moment: string) => clockIn(timeZone, moment),
    }),
    [locale, timeZone],
  )
}
