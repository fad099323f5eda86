/** Exports begun on this page whose files are to be saved when they are ready. */
const awaited = new Set<string>()

/** Saves the file of an export as soon as it is ready. */
export function awaitFile(id: string): void {
  awaited.add(id)
}

/** Whether the file is waited for here; asked once. */
export function isAwaited(id: string): boolean {
  return awaited.delete(id)
}

/** Has the browser save the file of an export. */
export function saveFile(id: string): void {
  const link = document.createElement('a')
  link.href = `/api/v1/exports/${id}/file`
  link.download = ''
  link.click()
}
