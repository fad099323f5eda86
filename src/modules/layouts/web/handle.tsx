import { useRef } from 'react'
import { useT } from '../../../web/text/i18n.ts'
import { useDraggable } from '../../../web/ui/drag.ts'
import { Icon } from '../../../web/ui/icon.tsx'
import css from './layouts.module.css'

export interface HandleProps {
  /** By which it is found again when it has been moved. */
  id: string
  data: Record<string, unknown>
  label: string
  onStep: (by: -1 | 1) => void
}

/** What is dragged to move a row; with the focus on it the arrows move the row. */
export function Handle({ id, data, label, onStep }: HandleProps) {
  const t = useT()
  const handle = useRef<HTMLButtonElement>(null)
  useDraggable(handle, { data })
  return (
    <button
      ref={handle}
      type="button"
      className={css.handle}
      data-handle={id}
      aria-label={label}
      title={t('layouts.moveHelp')}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
        if (by === 0) return
        event.preventDefault()
        onStep(by)
      }}
    >
      <Icon name="drag" />
    </button>
  )
}
