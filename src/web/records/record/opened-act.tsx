import { type ComponentType, lazy, Suspense } from 'react'
import type { RecordAct } from '../screens.ts'

type Content = ComponentType<{ id: string; onClose: () => void }>

const loaded = new Map<string, Content>()

/** The dialog of an act a module adds to its records. */
export function OpenedAct({ act, id, onClose }: { act: RecordAct; id: string; onClose: () => void }) {
  const Dialog = contentOf(act)
  return (
    <Suspense>
      <Dialog id={id} onClose={onClose} />
    </Suspense>
  )
}

function contentOf(act: RecordAct): Content {
  const known = loaded.get(act.id)
  if (known) return known
  const content = lazy(async () => ({ default: await act.load() }))
  loaded.set(act.id, content)
  return content
}
