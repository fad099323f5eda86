import { useEffect, useRef } from 'react'
import { useT } from '../../text/i18n.ts'
import { Button } from '../../ui/button.tsx'
import css from './board.module.css'
import type { ShownColumn } from './shown-columns.ts'

const inTheMiddle = { block: 'nearest', inline: 'center' } as const

/** The columns as a row of buttons that is scrolled sideways, where there is room for one column. */
export function PhoneStages({
  columns,
  current,
  onPick,
}: {
  columns: readonly ShownColumn[]
  current: string
  onPick: (id: string) => void
}) {
  const t = useT()
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (current) row.current?.querySelector('[aria-pressed=true]')?.scrollIntoView(inTheMiddle)
  }, [current])
  return (
    <div ref={row} className={css.stages} role="toolbar" aria-label={t('records.stages')}>
      {columns.map(({ id, name, count }) => (
        <Button
          key={id}
          size="small"
          variant="subtle"
          aria-pressed={id === current}
          onClick={() => onPick(id)}
        >
          {name} {count}
        </Button>
      ))}
    </div>
  )
}
