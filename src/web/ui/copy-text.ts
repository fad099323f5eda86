/** Puts a text on the clipboard; answers whether it is there. Browsers have `navigator.clipboard` over https only. */
export async function copyText(text: string): Promise<boolean> {
  // The type of the browser says that it is always there.
  const clipboard = navigator.clipboard as Clipboard | undefined
  if (!clipboard) return copyBySelection(text)
  return clipboard.writeText(text).then(
    () => true,
    () => copyBySelection(text),
  )
}

/** The way an office that runs Onward without https has: a field nobody sees is selected and copied. */
function copyBySelection(text: string): boolean {
  const former = document.activeElement
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'visually-hidden'
  // Within the dialog that is open, which keeps the focus to itself.
  const place = former?.closest('[role=dialog]') ?? document.body
  place.append(area)
  area.select()
  const isCopied = document.execCommand('copy')
  area.remove()
  if (former instanceof HTMLElement) former.focus({ preventScroll: true })
  return isCopied
}
