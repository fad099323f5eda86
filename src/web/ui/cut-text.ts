/** Elements that have their title from here; those that have one of their own keep it. */
const told = new WeakSet<HTMLElement>()
/** What is pointed at may be an icon or a word within the line that is cut. */
const deepest = 4

/** From now on a line that ends in dots is told whole to whoever points at it, wherever on the page it stands. */
export function tellCutText(): void {
  document.addEventListener('pointerover', ({ target }) => {
    let element = target instanceof HTMLElement ? target : null
    for (let depth = 0; element && depth < deepest; depth++) {
      tell(element)
      element = element.parentElement
    }
  })
}

function tell(element: HTMLElement): void {
  const isOwn = element.title !== '' && !told.has(element)
  if (isOwn || !(isCut(element) || told.has(element))) return
  element.title = isCut(element) ? element.innerText : ''
  told.add(element)
}

function isCut(element: HTMLElement): boolean {
  return element.scrollWidth > element.clientWidth && getComputedStyle(element).textOverflow === 'ellipsis'
}
