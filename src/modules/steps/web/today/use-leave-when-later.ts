import { useCallback } from 'react'
import { useFormat } from '../../../../web/text/use-format.ts'
import type { StepChange } from '../parts/use-change-step.ts'
import { close } from './queue.ts'
import type { Today } from './use-today.ts'

/** A step moved to a later day leaves the queue of today. */
export function useLeaveWhenLater({
  selected,
  leave,
}: Pick<Today, 'selected' | 'leave'>): (changes: StepChange) => void {
  const format = useFormat()
  return useCallback(
    ({ dueAt }: StepChange) => {
      if (dueAt && selected && format.clock(dueAt).day > format.today())
        leave(selected, (queue) => close(queue, selected))
    },
    [selected, leave, format],
  )
}
