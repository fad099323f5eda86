import type { KeyboardEvent } from 'react'

/** Whether Esc belongs to a list unfolded at the field that has the focus, and not to what is around the field. */
export function isForOpenList({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest('[data-mantine-stop-propagation="true"]') !== null
}
