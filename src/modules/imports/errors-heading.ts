/**
 * Heading of the column with the reasons in a file of refused rows. It stands here and not among the sentences because
 * a mended file comes back with it, and must be told from a column of the user's in either language.
 */
export const errorsHeading = { en: 'Why it was not imported', ru: 'Почему не загружено' } as const

/** Whether a column is the one with the reasons, which leads nowhere. */
export function isErrorsHeading(heading: string): boolean {
  return heading === errorsHeading.en || heading === errorsHeading.ru
}
