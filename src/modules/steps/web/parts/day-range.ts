/** Two days as one expression: `16–22 нояб. 2026 г.`, `Nov 16 – 22, 2026`. */
export function formatDays(from: string, to: string, locale: 'ru' | 'en'): string {
  const format = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
  })
  return format.formatRange(new Date(`${from}T12:00Z`), new Date(`${to}T12:00Z`))
}
