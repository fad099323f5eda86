import { useT } from '../../../../web/text/i18n.ts'

/** What the parts of a calendar are called. */
export function useMomentWords() {
  const t = useT()
  return {
    time: t('steps.calendarWords.time'),
    month: t('steps.calendarWords.month'),
    nextMonth: t('steps.calendarWords.nextMonth'),
    previousMonth: t('steps.calendarWords.previousMonth'),
  }
}
