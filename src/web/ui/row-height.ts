import { useSyncExternalStore } from 'react'

/** Height of a row in px as the density and the pointing device set it; renders again when it changes. */
export function useRowHeight(): number {
  return useSyncExternalStore(watch, read)
}

function watch(notify: () => void): () => void {
  const observer = new MutationObserver(notify)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-density'] })
  const coarse = matchMedia('(pointer: coarse)')
  coarse.addEventListener('change', notify)
  return () => {
    observer.disconnect()
    coarse.removeEventListener('change', notify)
  }
}

function read(): number {
  return (
    Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue('--row-height'), 10) || 40
  )
}
