import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { useKinds } from '../parts/kinds.ts'
import type { StepCard } from './draft.ts'

/** What 1 and Enter would plan for a record on this stage, as a line; empty while it is not known. */
export function useSuggestionHint(stage: string | undefined, card: StepCard | null): string {
  const t = useT()
  const format = useFormat()
  const { kindOf } = useKinds()
  const suggestion = card?.stages.find(({ id }) => id === stage)?.suggestion
  return suggestion
    ? t('steps.suggested', { kind: kindOf(suggestion.kind).name, when: format.due(suggestion.dueAt) })
    : ''
}
