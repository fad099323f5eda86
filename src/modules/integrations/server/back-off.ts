const minute = 60_000
const hour = 60 * minute

/** Milliseconds between a try that failed and the next: ten tries within 75 hours (Standard Webhooks). */
const waits = [5000, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour]

/** When to try again after so many tries; null: no more. */
export function nextTry(attempts: number, now: Date): Date | null {
  const wait = waits[attempts - 1]
  return wait === undefined ? null : new Date(now.getTime() + wait)
}

/** For how long nothing may get through before a webhook is switched off. */
export const longestFailing = 72 * hour
