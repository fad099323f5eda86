import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { Button } from './button.tsx'
import type { IconName } from './icon.tsx'
import type { MomentWords } from './moment-calendar.tsx'
import { Popover } from './overlays.tsx'
import { Skeleton } from './small.tsx'

export interface MomentPickerProps {
  /** A moment in UTC, or null. */
  value: string | null
  onChange: (moment: string) => void
  /** What the button says: the moment in words. */
  children: ReactNode
  /** What is chosen, for those who hear the page. */
  label: string
  words: MomentWords
  icon?: IconName
  size?: 'small' | 'medium'
  /** A part of a sentence rather than a control. */
  quiet?: boolean
  position?: 'bottom-start' | 'top-start'
}

const LazyMomentCalendar = lazy(() =>
  import('./moment-calendar.tsx').then((part) => ({ default: part.MomentCalendar })),
)

/** A moment as a button that opens a month and the times of a day. The calendar is fetched on first use. */
export function MomentPicker({
  value,
  onChange,
  children,
  label,
  words,
  icon,
  quiet = false,
  size = quiet ? 'small' : 'medium',
  position = 'top-start',
}: MomentPickerProps) {
  const opener = useRef<HTMLButtonElement>(null)
  const [opened, setOpened] = useState<boolean | null>(null)

  // The first opening replaces the button, so the layer does not know where the focus came from.
  useEffect(() => {
    const { activeElement } = document
    if (opened !== false || !activeElement) return
    if (activeElement === document.body || activeElement.closest('[role=dialog]')) opener.current?.focus()
  }, [opened])

  const button = (
    <Button
      ref={opener}
      size={size}
      variant={quiet ? 'subtle' : 'default'}
      icon={icon}
      trailingIcon={quiet ? undefined : 'chevronDown'}
      aria-haspopup="dialog"
      onClick={() => setOpened(!opened)}
    >
      <span className="visually-hidden">{label}: </span>
      {children}
    </Button>
  )
  // The layer costs more to draw than the button, so it is not there before it is first asked for.
  if (opened === null) return button
  return (
    <Popover opened={opened} onChange={setOpened} position={position} target={button}>
      {opened && (
        <Suspense fallback={<Skeleton width={360} height={280} />}>
          <LazyMomentCalendar
            value={value}
            words={words}
            onPick={(moment) => {
              setOpened(false)
              onChange(moment)
            }}
          />
        </Suspense>
      )}
    </Popover>
  )
}
