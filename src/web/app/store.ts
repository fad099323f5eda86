import { useSyncExternalStore } from 'react'

/** A value shared outside of the component tree. */
export interface Store<Value> {
  get: () => Value
  set: (next: Value | ((former: Value) => Value)) => void
  subscribe: (notify: () => void) => () => void
}

/** Makes a shared value; for what is neither the server's (that is the cache) nor the address's. */
export function createStore<Value>(initial: Value): Store<Value> {
  let value = initial
  const watchers = new Set<() => void>()
  return {
    get: () => value,
    set: (next) => {
      value = next instanceof Function ? next(value) : next
      for (const notify of watchers) notify()
    },
    subscribe: (notify) => {
      watchers.add(notify)
      return () => void watchers.delete(notify)
    },
  }
}

/** The shared value, or a part of it that is the same object while nothing in it changed. */
export function useStore<Value, Part = Value>(store: Store<Value>, pick?: (value: Value) => Part): Part {
  return useSyncExternalStore(store.subscribe, () =>
    pick ? pick(store.get()) : (store.get() as unknown as Part),
  )
}
