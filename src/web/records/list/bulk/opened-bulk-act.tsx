import { type ComponentType, lazy, Suspense } from 'react'
import type { BulkAct, BulkActProps } from '../../screens.ts'

const loaded = new Map<string, ComponentType<BulkActProps>>()

/** The dialog of an act a module adds to the rows of lists. */
export function OpenedBulkAct({ act, ...props }: BulkActProps & { act: BulkAct }) {
  const Dialog = contentOf(act)
  return (
    <Suspense>
      <Dialog {...props} />
    </Suspense>
  )
}

function contentOf(act: BulkAct): ComponentType<BulkActProps> {
  const known = loaded.get(act.id)
  if (known) return known
  const content = lazy(async () => ({ default: await act.load() }))
  loaded.set(act.id, content)
  return content
}
