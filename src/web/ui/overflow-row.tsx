import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { Button } from './button.tsx'
import type { IconName } from './icon.tsx'
import { Menu } from './menu.tsx'
import css from './overflow-row.module.css'

/** An act as a button, or in the menu where there is no room for one. */
export interface RowAct {
  id: string
  label: string
  icon?: IconName
  keys?: string
  onSelect: () => void
}

export interface OverflowRowProps {
  acts: readonly RowAct[]
  /** What opens the menu of those that do not fit. */
  moreLabel: string
  /** Stands after all of them. */
  end?: ReactNode
}

/** A row of buttons that is never more than one: those there is no room for are in a menu at its end. */
export function OverflowRow({ acts, moreLabel, end }: OverflowRowProps) {
  const row = useRef<HTMLDivElement>(null)
  const names = acts.map(({ id, label }) => `${id} ${label}`).join()
  const [measured, setMeasured] = useState<{ names: string; fits: number }>({ names: '', fits: 0 })
  const isMeasuring = measured.names !== names
  const fits = isMeasuring ? acts.length : measured.fits

  // Once with all of them in sight, and again whenever the room changes.
  useLayoutEffect(() => {
    const element = row.current
    if (!element) return
    if (isMeasuring) {
      setMeasured({ names, fits: fitting(element, acts.length) })
      return
    }
    // The row is as wide as what is in it; the room is that of what it floats over.
    const room = element.offsetParent?.parentElement ?? element
    const { clientWidth: width } = room
    const observer = new ResizeObserver(() => {
      if (room.clientWidth !== width) setMeasured({ names: '', fits: 0 })
    })
    observer.observe(room)
    return () => observer.disconnect()
  }, [isMeasuring, names, acts.length])

  return (
    <div ref={row} className={css.row}>
      {acts.slice(0, fits).map(({ id, label, icon, keys, onSelect }) => (
        <Button key={id} size="small" icon={icon} keys={keys} onClick={onSelect}>
          {label}
        </Button>
      ))}
      {(isMeasuring || fits < acts.length) && (
        <Menu
          position="top-end"
          width={260}
          items={acts.slice(isMeasuring ? acts.length : fits)}
          target={
            <Button size="small" trailingIcon="chevronDown">
              {moreLabel}
            </Button>
          }
        />
      )}
      {end}
    </div>
  )
}

/** How many of the first children fit, the others of the row being there in any case. */
function fitting(row: HTMLElement, count: number): number {
  const gap = Number.parseFloat(getComputedStyle(row).columnGap) || 0
  const widths = [...row.children].map((child) => child.getBoundingClientRect().width + gap)
  const sum = (some: number[]) => some.reduce((total, one) => total + one, 0)
  const room = row.clientWidth + gap
  const [more = 0, ...rest] = widths.slice(count)
  if (sum(widths.slice(0, count)) + sum(rest) <= room) return count
  let fits = count
  while (fits > 1 && sum(widths.slice(0, fits)) + more + sum(rest) > room) fits--
  return fits
}
