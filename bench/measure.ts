/** Times of one scenario in milliseconds. */
export interface Times {
  median: number
  p95: number
  p99: number
  /** Calls a second, all workers together. */
  perSecond: number
}

/** Calls `work` with 0, 1, 2…: a few times to warm up, then `count` times that count, `workers` at a time. */
export async function measure(
  count: number,
  workers: number,
  work: (n: number) => Promise<unknown>,
): Promise<Times> {
  let next = 0
  for (; next < 5; next++) await work(next)
  const end = next + count
  const times: number[] = []
  const start = performance.now()
  const worker = async () => {
    while (next < end) {
      const n = next++
      const begun = performance.now()
      await work(n)
      times.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: workers }, worker))
  const seconds = (performance.now() - start) / 1000
  times.sort((a, b) => a - b)
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))]!
  return { median: at(0.5), p95: at(0.95), p99: at(0.99), perSecond: count / seconds }
}

export const ms = (value: number) => value.toFixed(value < 10 ? 2 : 1)
