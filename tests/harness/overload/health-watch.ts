import { setTimeout as delay } from 'node:timers/promises'

/** Asks for the health of a server ten times a second, as a load balancer does, until it is told to stop. */
export function watchHealth(url: string) {
  const times: number[] = []
  const wrong: string[] = []
  let isOver = false
  const watching = (async () => {
    while (!isOver) {
      const begun = performance.now()
      try {
        const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(5000) })
        await answer.text()
        if (answer.status !== 200) wrong.push(String(answer.status))
      } catch (error) {
        wrong.push(String(error))
      }
      times.push(performance.now() - begun)
      await delay(100)
    }
  })()
  return async () => {
    isOver = true
    await watching
    return { looks: times.length, longest: Math.round(Math.max(0, ...times)), wrong }
  }
}
