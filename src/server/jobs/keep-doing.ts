/** Work that is done over and over, with a rest in between, until it is stopped. */
interface Repeated {
  /** Milliseconds of rest. */
  every: number
  work(isStopping: () => boolean): Promise<unknown>
  onError(error: unknown): void
}

/** Begins such work; `stop` wakes it up and waits for what is in hand. */
export function keepDoing({ every, work, onError }: Repeated): { stop(): Promise<void> } {
  let isStopping = false
  let wake = () => {}
  const rest = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, every)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const run = async () => {
    while (!isStopping) {
      await work(() => isStopping).catch(onError)
      if (!isStopping) await rest()
    }
  }
  const done = run()
  return {
    stop() {
      isStopping = true
      wake()
      return done
    },
  }
}
