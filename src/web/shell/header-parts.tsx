import { type ComponentType, lazy, Suspense, useState } from 'react'
import { firstScreenShown } from '../app/quiet.ts'
import { allHeaderParts } from '../app/registry.ts'

/** What modules put into the header, after the first screen; one that cannot be loaded is not there. */
export function HeaderParts() {
  const [parts] = useState(() => allHeaderParts().map((load) => lazy(() => loaded(load))))
  return parts.map((Content, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the list is made once and never changes
    <Suspense key={index}>
      <Content />
    </Suspense>
  ))
}

async function loaded(load: () => Promise<ComponentType>): Promise<{ default: ComponentType }> {
  await firstScreenShown
  return { default: await load().catch(() => Nothing) }
}

const Nothing = () => null
