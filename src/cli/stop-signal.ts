const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP']
/** npm passes on a Ctrl-C that the terminal sent to both, so one press arrives twice. */
const ECHO_MS = 1_000

/**
 * Resolves at the first request to stop. A later one, by an impatient person, ends the process at once; the
 * database then stays and is taken over by the next start.
 */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let firstAt: number | null = null
    for (const signal of signals) {
      process.on(signal, () => {
        if (firstAt !== null && Date.now() - firstAt > ECHO_MS) process.exit(130)
        firstAt ??= Date.now()
        resolve()
      })
    }
  })
}
