import { type ComponentType, lazy, Suspense, useState } from 'react'
import { firstScreenShown } from '../app/quiet.ts'
import { allBackground } from '../app/registry.ts'

/** What modules keep running beside every screen; it shows nothing, also when it cannot be loaded. */
export function Background() {
  const [parts] = useState(() => allBackground().map((load) => lazy(() => loaded(load))))
  return parts.map((Watcher, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the list is made once and never changes
    <Suspense key={index}>
      <Watcher />
    </Suspense>
  ))
}

async function loaded(load: () => Promise<ComponentType>): Promise<{ default: ComponentType }> {
  await firstScreenShown
  return { default: await load().catch(() => Nothing) }
}

const Nothing = () => null
