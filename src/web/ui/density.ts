import { useState } from 'react'

export type Density = 'comfortable' | 'default' | 'compact'
export const densities: readonly Density[] = ['comfortable', 'default', 'compact']

const storageKey = 'onward.density'

/** Applies the density kept in this browser; called once before the first render. */
export function startDensity(): void {
  document.documentElement.dataset.density = read()
}

/** How close rows and controls stand, and the way to change it; kept in this browser. */
export function useDensity(): { density: Density; setDensity: (density: Density) => void } {
  const [density, setDensity] = useState(read)
  return {
    density,
    setDensity: (next) => {
      localStorage.setItem(storageKey, next)
      document.documentElement.dataset.density = next
      setDensity(next)
    },
  }
}

function read(): Density {
  const stored = localStorage.getItem(storageKey)
  return densities.find((density) => density === stored) ?? 'default'
}
