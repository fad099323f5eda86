import { useFormat } from '../../text/use-format.ts'
import { Icon } from '../../ui/icon.tsx'
import { Sums } from '../board/board-head.tsx'
import type { GroupState } from '../list/grid/lines.ts'
import css from './grouped.module.css'

export interface GroupLineProps {
  id: string
  state: GroupState
  isExact: boolean
  index: number
  top: number
  height: number
  isCurrent: boolean
  onPress: () => void
}

/** The head of a group: what its records have in common, how many they are and for how much. */
export function GroupLine({ id, state, isExact, index, top, height, isCurrent, onPress }: GroupLineProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and names its current row
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter and the arrows do the same
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by their number, which a table cannot do
    <div
      id={id}
      role="row"
      className={css.groupLine}
      aria-rowindex={index + 2}
      aria-level={1}
      aria-expanded={state.isOpen}
      data-active={isCurrent || undefined}
      style={{ height, transform: `translateY(${top}px)` }}
      onClick={onPress}
    >
      {/* biome-ignore lint/a11y/useFocusableInteractive: see above */}
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div role="gridcell" className={css.groupCell}>
        <GroupWords state={state} isExact={isExact} />
      </div>
    </div>
  )
}

/** The words of the head of a group. */
export function GroupWords({ state, isExact }: Pick<GroupLineProps, 'state' | 'isExact'>) {
  const format = useFormat()
  const { count, sums } = state.group
  return (
    <>
      <Icon name={state.isOpen ? 'chevronDown' : 'chevronRight'} size={14} />
      <span className={css.name}>{state.name}</span>
      <span className={css.count}>
        {isExact ? '' : '≈ '}
        {format.number(count)}
      </span>
      <span className={css.sums}>
        <Sums sums={sums} />
      </span>
    </>
  )
}
