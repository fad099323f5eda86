import type { OperatorLanguage } from '../../server/app/start-problem.ts'

/** One line of the doctor's report. */
export interface Finding {
  mark: 'good' | 'warning' | 'wrong'
  words: Record<OperatorLanguage, string>
}

export function finding(mark: Finding['mark'], en: string, ru: string): Finding {
  return { mark, words: { en, ru } }
}
