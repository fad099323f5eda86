/** How a colleague stands in a text: by id, so that the name shown is the one of today. */
const mention = /@\[([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\]/gi

/** Most colleagues one text speaks to. */
export const mostMentions = 50

/** A mention of a user as it is written into a text. */
export function writeMention(id: string): string {
  return `@[${id}]`
}

/** Ids of the users a text mentions, each once, in the order of the text. */
export function mentionsIn(text: string): string[] {
  return [...new Set([...text.matchAll(mention)].map(([, id]) => id!.toLowerCase()))]
}

/** A text in parts: words as they are, and users by id. */
export function partsOf(text: string): (string | { user: string })[] {
  const parts: (string | { user: string })[] = []
  let from = 0
  for (const found of text.matchAll(mention)) {
    if (found.index > from) parts.push(text.slice(from, found.index))
    parts.push({ user: found[1]!.toLowerCase() })
    from = found.index + found[0].length
  }
  if (from < text.length) parts.push(text.slice(from))
  return parts
}

/** The text as people read it. Whoever has no name to be shown stands as `@…`. */
export function withNames(text: string, nameOf: (id: string) => string | undefined): string {
  return partsOf(text)
    .map((part) => (typeof part === 'string' ? part : `@${nameOf(part.user) ?? '…'}`))
    .join('')
}

/** A text in which people stand by `@` and their names, with their ids instead; of two names the longer one first. */
export function withIds(text: string, people: readonly { id: string; name: string }[]): string {
  return [...people]
    .sort((one, other) => other.name.length - one.name.length)
    .reduce((written, { id, name }) => written.replaceAll(`@${name}`, writeMention(id)), text)
}
