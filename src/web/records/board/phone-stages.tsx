import { useT } from '../../text/i18n.ts'
import { Button } from '../../ui/button.tsx'
import css from './board.module.css'
import type { ShownColumn } from './shown-columns.ts'

/** More columns than this would take the room of the cards: their buttons are scrolled sideways. */
const mostInSight = 6

/** The columns as a row of buttons, where there is room for one column. */
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
  return (
    <div
      className={css.stages}
      data-many={columns.length > mostInSight || undefined}
      role="toolbar"
      aria-label={t('records.stages')}
    >
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
