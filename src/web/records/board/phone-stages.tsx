import { useT } from '../../text/i18n.ts'
import { Button } from '../../ui/button.tsx'
import css from './board.module.css'
import type { ShownColumn } from './board-cache.ts'

/** More columns than this would take the room of the cards: their buttons are scrolled sideways. */
const mostInSight = 6

/** The stages as a row of buttons, where there is room for one column. */
export function PhoneStages({
  columns,
  current,
  onPick,
}: {
  columns: readonly ShownColumn[]
  current: string
  onPick: (stage: string) => void
}) {
  const t = useT()
  return (
    <div
      className={css.stages}
      data-many={columns.length > mostInSight || undefined}
      role="toolbar"
      aria-label={t('records.stages')}
    >
      {columns.map(({ stage, count }) => (
        <Button
          key={stage.id}
          size="small"
          variant="subtle"
          aria-pressed={stage.id === current}
          onClick={() => onPick(stage.id)}
        >
          {stage.name} {count}
        </Button>
      ))}
    </div>
  )
}
