import type { Translate } from '../../../web/text/i18n.ts'

/** What happened, in the reader's words: those of the timeline, or of the log alone. */
export function entryWords(
  t: Translate,
  kind: string,
  entity: string,
  data: Record<string, unknown> = {},
): string {
  const own = [`audit.kinds.${kind}`, `timeline.${kind}`].find((key) => t.has(key))
  if (own) return t.dyn(own, data)
  const noun = t.dyn(`entities.${entity}.one`, {}, entity)
  const action = kind.slice(kind.indexOf('.') + 1)
  const others = Array.isArray(data.others) ? data.others.map(({ title }) => `«${title}»`).join(', ') : '…'
  const general = [`audit.any.${action}`, `timeline.any.${action}`].find((key) => t.has(key))
  return general ? t.dyn(general, { noun, others }) : kind
}
