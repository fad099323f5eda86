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

  // biome-ignore lint/correctness/noComponentHookFactories: made once for each chunk, where it is declared
  function Chunk(props: Props) {
    // Chosen once for each mounting, because another component in its place would lose its state.
    const [Content] = useState(() => loaded ?? Lazy)
    return <Content {...props} />
  }
  return Object.assign(Chunk, {
    preload: async () => {
      // Only a matter of speed: what cannot be fetched now is fetched when it is wanted.
      await fetchOnce().catch(() => {})
    },
  })
}
