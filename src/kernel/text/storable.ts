/** Text without what no database keeps: zero characters and halves of characters. */
export function storableText(text: string): string {
  if (!/[\0\ud800-\udfff]/.test(text)) return text
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd')
}

/** The first `max` UTF-16 units of a text, never half a character. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text
  const isPair = /[\ud800-\udbff]/.test(text[max - 1] ?? '')
  return text.slice(0, isPair ? max - 1 : max)
}
