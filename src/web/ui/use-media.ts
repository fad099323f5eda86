import { useSyncExternalStore } from 'react'

/** Whether a media query holds now; renders again when that changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (notify) => {
      const list = matchMedia(query)
      list.addEventListener('change', notify)
      return () => list.removeEventListener('change', notify)
    },
    () => matchMedia(query).matches,
  )
}

/** Narrower than 640 px. */
export const useIsPhone = () => useMedia('(width < 640px)')

/** At least 1024 px: room for a sidebar with words and a panel at the side. */
export const useIsDesktop = () => useMedia('(width >= 1024px)')
