/** Times of one scenario in milliseconds. */
export interface Times {
  median: number
  p95: number
  p99: number
}

/** Runs `work` one after another: a few times to warm up, then `count` times that count. */
export async function measure(count: number, work: (n: number) => Promise<unknown>): Promise<Times> {
  for (let n = 0; n < 5; n++) await work(n)
  const times: number[] = []
  for (let n = 0; n < count; n++) {
    const start = performance.now()
    await work(n)
    times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))]!
  return { median: at(0.5), p95: at(0.95), p99: at(0.99) }
}

export const ms = (value: number) => value.toFixed(value < 10 ? 2 : 1)
