import { type Translate, useT } from '../../../web/text/i18n.ts'

/** Verbs beyond creating, changing and deleting that a kind of record has. */
const verbsOf: Record<string, readonly string[]> = {
  lead: ['assigned', 'moved', 'converted', 'lost'],
  deal: ['assigned', 'moved', 'won', 'lost'],
  step: ['completed'],
}

/** What programs ask for most stands first. */
const first = ['lead', 'deal', 'step', 'contact', 'company', 'product', 'note']
const rank = (kind: string) => (first.includes(kind) ? first.indexOf(kind) : first.length)

/** An event as a webhook names it, in the reader's words. */
export function eventWords(t: Translate, event: string): string {
  if (event === '*') return t('integrations.any')
  const [kind = '', verb = ''] = event.split('.')
  const noun = t.dyn(`entities.${kind}.one`, {}, kind)
  if (verb === '*') return t('integrations.anyOf', { noun })
  return t.dyn(`integrations.verbs.${verb}`, { noun }, event)
}

/** Everything that may be chosen, kind by kind; what is chosen already stays even if it has no words. */
export function useEventOptions(kinds: readonly string[], chosen: readonly string[]) {
  const t = useT()
  const known = kinds
    .filter((kind) => t.has(`entities.${kind}.one`))
    .sort((one, other) => rank(one) - rank(other))
    .flatMap((kind) =>
      ['*', 'created', 'updated', 'deleted', ...(verbsOf[kind] ?? [])].map((verb) => `${kind}.${verb}`),
    )
  const events = [...new Set(['*', ...known, ...chosen])]
  return events.map((value) => ({ value, label: eventWords(t, value) }))
}
