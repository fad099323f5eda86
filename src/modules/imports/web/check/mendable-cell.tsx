import { useRef, useState } from 'react'
import { useT } from '../../../../web/text/i18n.ts'
import css from './check.module.css'

interface MendableCellProps {
  heading: string
  row: number
  text: string
  /** How bad what is wrong with it is. */
  severity: 'error' | 'warning' | undefined
  isMended: boolean
  onMend?: (row: number, heading: string, text: string) => void
}

/** A cell of the file. Enter or a press edits it, Enter or leaving it saves, Esc puts the text back. */
export function MendableCell({ heading, row, text, severity, isMended, onMend }: MendableCellProps) {
  const t = useT()
  const [typed, setTyped] = useState<string | null>(null)
  const isLeaving = useRef(false)
  const state = isMended ? 'mended' : severity
  if (!onMend) {
    return (
      <span className={css.cellText} data-state={severity}>
        {text}
      </span>
    )
  }
  if (typed === null) {
    return (
      <button
        type="button"
        className={css.cellText}
        data-state={state}
        aria-label={t('import.problems.mend', { heading, row, text })}
        title={text}
        onClick={() => setTyped(text)}
      >
        {text}
      </button>
    )
  }

  function leave(save: boolean) {
    // Blur follows when the field goes away, and must not save what Esc has put back.
    if (isLeaving.current) return
    isLeaving.current = true
    if (save && typed !== null && typed !== text) onMend?.(row, heading, typed)
    setTyped(null)
    queueMicrotask(() => {
      isLeaving.current = false
    })
  }

  return (
    <input
      className={css.cellInput}
      aria-label={t('import.problems.mend', { heading, row, text })}
      value={typed}
      // biome-ignore lint/a11y/noAutofocus: the cell was opened to be edited
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => leave(true)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') leave(true)
        if (event.key === 'Escape') {
          event.stopPropagation()
          leave(false)
        }
      }}
    />
  )
}
