const weekday =
  /^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)\.?,?\s+/iu

/**
 * A day or a moment as letters, forms and programs write it, in a way that `readDate` and `readDateTime` know: without a
 * weekday, `of`, `-th`, `г.`, `в` and the name of a zone. `Sun, 22nd of November 2026 at 2 PM` is `22 November 2026 2 PM`.
 */
export function usualDate(text: string): string {
  const compact = /^((?:19|20)\d{2})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(text)
  if (compact) {
    const [, year, month, day, hour, minute, second, zone] = compact
    return `${year}-${month}-${day}${hour ? `T${hour}:${minute}:${second}${zone}` : ''}`
  }
  return text
    .replace(weekday, '')
    .replace(/(\d)(?:st|nd|rd|th)(?=[\s,])/i, '$1')
    .replace(/\sof\s/i, ' ')
    .replace(/(\d)\s*г(?:ода|\.)?(?!\p{L}),?/iu, '$1')
    .replace(/\s(?:в|at)\s+(?=\d)/i, ' ')
    .replace(/\s*\([^()]*\)$/, '')
    .replace(/(?:GMT|UTC)(?=[+-]\d)/i, '')
}
