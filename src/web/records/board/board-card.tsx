import { memo, useRef, useState } from 'react'
import type { Money } from '../../../kernel/fields/types/money.ts'
import type { Row, Titles } from '../../api/shapes.ts'
import { usePeek } from '../../shell/peek.tsx'
import { useT } from '../../text/i18n.ts'
import { useFormat } from '../../text/use-format.ts'
import { IconButton } from '../../ui/button.tsx'
import { useDraggable } from '../../ui/drag.ts'
import { Menu, type MenuBreak, type MenuEntry } from '../../ui/menu.tsx'
import type { RecordScreens } from '../screens.ts'
import { daysAtStage } from '../step/days-at-stage.ts'
import { StatusMark } from '../step/marks.tsx'
import { StepLine } from '../step/step-line.tsx'
import css from './board.module.css'

export interface BoardCardProps {
  screens: RecordScreens
  row: Row
  titles: Titles
  amountField: string | null
  isCurrent: boolean
  mayUpdate: boolean
  handlers: CardHandlers
}

/** What is done with a card. The same object at every render, so that cards that did not change need not render again. */
export interface CardHandlers {
  focus: (row: Row) => void
  open: (row: Row) => void
  menu: (row: Row) => (MenuEntry | MenuBreak)[]
  drag: (row: Row, isDragged: boolean) => void
}

/** One record on a board: what, for whom, for how much, and the next step. */
export const BoardCard = memo(function BoardCard({
  screens,
  row,
  titles,
  amountField,
  isCurrent,
  mayUpdate,
  handlers,
}: BoardCardProps) {
  const { entity, tells } = screens
  const t = useT()
  const format = useFormat()
  const { peek } = usePeek()
  const element = useRef<HTMLElement>(null)
  const [isMenu, setMenu] = useState(false)
  const { isDragged } = useDraggable(element, {
    data: { row },
    disabled: !mayUpdate,
    onStart: () => handlers.drag(row, true),
    onEnd: () => handlers.drag(row, false),
  })
  const title = String(row[entity.title] ?? '') || t('records.untitled')
  const amount = amountField ? (row[amountField] as Money | null) : null
  const who = tells
    .map(
      (name) => titles[String(row[name])] ?? (entity.fields[name]?.type.name === 'text' ? row[name] : null),
    )
    .find(Boolean)
  const days = daysAtStage(row)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: O and Enter do the same
    <article
      ref={element}
      className={css.card}
      data-card={row.id}
      data-row-keys
      data-dragged={isDragged || undefined}
      data-peeked={peek?.id === row.id || undefined}
      // Arrows walk between cards; one of them is in the order of Tab.
      tabIndex={isCurrent ? 0 : -1}
      aria-label={title}
      onFocus={() => handlers.focus(row)}
      onClick={(event) => {
        if (!(event.target instanceof Element && event.target.closest('button, a'))) handlers.open(row)
      }}
    >
      <div className={css.line}>
        <span className={css.title} title={title}>
          {title}
        </span>
        <Menu
          opened={isMenu}
          onChange={setMenu}
          position="bottom-end"
          width={240}
          items={isMenu ? handlers.menu(row) : []}
          target={
            <IconButton
              className={css.menu}
              icon="more"
              size="small"
              label={t('records.moreOf', { title })}
              tabIndex={isCurrent ? 0 : -1}
            />
          }
        />
      </div>
      <div className={css.line}>
        <span className={css.company}>{typeof who === 'string' ? who : ''}</span>
        {amount && (
          <span className={css.amount} title={format.money(amount)}>
            {format.moneyCompact(amount)}
          </span>
        )}
      </div>
      {entity.worked && (
        <div className={css.step}>
          {row.status === 'open' ? (
            <StepLine step={row.step} titles={titles} short>
              {days !== null && days > 0 && (
                <span className={css.age} title={t('records.board.atStage', { count: days })}>
                  {t('records.board.days', { count: days })}
                </span>
              )}
            </StepLine>
          ) : (
            <StatusMark entity={entity} row={row} />
          )}
        </div>
      )}
    </article>
  )
})
