import { useSyncExternalStore } from 'react'

let isShown = false
let resolve: () => void = () => {}
const watchers = new Set<() => void>()

/** Comes true when the first screen has been shown and the line is quiet: the time for what can wait. */
export const firstScreenShown = new Promise<void>((done) => {
  resolve = done
})

/** Says that it is so. */
export function noteFirstScreen(): void {
  isShown = true
  resolve()
  for (const notify of watchers) notify()
}

/** Whether it is so, for what a component asks of the server before anybody needs it. */
export function useFirstScreenShown(): boolean {
  return useSyncExternalStore(watch, () => isShown)
}

function watch(notify: () => void) {
  watchers.add(notify)
  return () => void watchers.delete(notify)
}
