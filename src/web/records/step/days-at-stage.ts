import type { Row } from '../../api/shapes.ts'

const day = 86_400_000

/** For how many whole days a record that is worked on stands at its stage; null of what is closed or never stood. */
export function daysAtStage({ status, stageSince }: Row): number | null {
  if (status !== 'open' || typeof stageSince !== 'string') return null
  return Math.max(0, Math.floor((Date.now() - Date.parse(stageSince)) / day))
}
