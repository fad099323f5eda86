import { foldText } from '../../kernel/queries/fold-text.ts'

export type Status = 'open' | 'won' | 'lost'

/** How systems and people call the three states of a lead or deal; compared without case and ё. */
const words: Record<Status, readonly string[]> = {
  open: [
    'open',
    'in progress',
    'active',
    'new',
    'открыта',
    'открыт',
    'в работе',
    'новый',
    'новая',
    'не закрыта',
    'не закрыт',
  ],
  won: [
    'won',
    'closed won',
    'closed - won',
    'closedwon',
    'deal won',
    'сделка успешна',
    'win',
    'converted',
    'successful',
    'yes',
    'выиграна',
    'выигран',
    'успешно реализовано',
    'успех',
    'успешно',
    'оплачено',
    'да',
    'сконвертирован',
    'продано',
  ],
  lost: [
    'lost',
    'closed lost',
    'closed - lost',
    'closedlost',
    'deal lost',
    'сделка провалена',
    'сделка проиграна',
    'lose',
    'unqualified',
    'rejected',
    'failed',
    'проиграна',
    'проигран',
    'закрыто и не реализовано',
    'отказ',
    'провалена',
    'не реализовано',
    'потеряна',
  ],
}

/** The state a text names, or null. */
export function readStatus(text: string): Status | null {
  const folded = foldText(text.trim())
  for (const status of ['open', 'won', 'lost'] as const)
    if (words[status].some((word) => foldText(word) === folded)) return status
  return null
}
