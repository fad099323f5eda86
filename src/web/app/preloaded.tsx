import { type ComponentType, lazy, useState } from 'react'

/** A component in a chunk of its own, and the way to fetch the chunk before it is wanted. */
export type Preloaded<Props> = ComponentType<Props> & { preload: () => Promise<void> }

/**
 * Like `lazy`, but a component that has been fetched is shown in the same frame: a suspended one, even when its
 * chunk is there, waits for React's 300 ms between a fallback and its content. Stands in a `Suspense` all the same.
 */
export function preloaded<Props extends object>(load: () => Promise<ComponentType<Props>>): Preloaded<Props> {
  let loaded: ComponentType<Props> | null = null
  const fetchOnce = async () => {
    loaded ??= await load()
    return { default: loaded }
  }
  const Lazy = lazy(fetchOnce) as ComponentType<Props>

  const show = (props: Props) => <Chunk choose={() => loaded ?? Lazy} props={props} />
  return Object.assign(show, {
    preload: async () => {
      // Only a matter of speed: what cannot be fetched now is fetched when it is wanted.
      await fetchOnce().catch(() => {})
    },
  })
}

interface ChunkProps<Props> {
  choose: () => ComponentType<Props>
  props: Props
}

function Chunk<Props extends object>({ choose, props }: ChunkProps<Props>) {
  // Chosen once for each mounting, because another component in its place would lose its state.
  const [Content] = useState(choose)
  return <Content {...props} />
}
