import { useSyncExternalStore } from 'react'

let known: number | null = null

/** Height of a row in px as the density and the pointing device set it; renders again when it changes. */
export function useRowHeight(): number {
  return useSyncExternalStore(watch, () => {
    // Asking the style anew at every render would make the browser lay the page out each time.
    known ??= read()
    return known
  })
}

function watch(notify: () => void): () => void {
  const change = () => {
    known = null
    notify()
  }
  const observer = new MutationObserver(change)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-density'] })
  const coarse = matchMedia('(pointer: coarse)')
  coarse.addEventListener('change', change)
  return () => {
    observer.disconnect()
    coarse.removeEventListener('change', change)
    known = null
  }
}

function read(): number {
  const style = getComputedStyle(document.documentElement)
  return Number.parseInt(style.getPropertyValue('--row-height'), 10) || 40
}
