/** What went wrong in a few words, for the end of a sentence. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0])
  const message = error instanceof Error ? error.message : String(error)
  return message.trim().replace(/\.$/, '')
}
