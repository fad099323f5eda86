import type { Sample } from './crowd.ts'
import { type Figures, isGood, quantile } from './figures.ts'

/** One promise about a server that is asked for too much: the figure, its bound and whether it holds. */
export interface Verdict {
  promise: string
  found: number | string
  bound: string
  holds: boolean
}

/** Judges a load beyond capacity by what the server does at capacity. */
export function verdictsOf(name: string, at: Pick<Figures, 'goodput' | 'p99'>, beyond: Figures): Verdict[] {
  const faults = Object.entries({ ...beyond.faults, ...beyond.broken }).map(
    ([what, count]) => `${count} × ${what}`,
  )
  return [
    atLeast(`${name}: goodput`, beyond.goodput, round(at.goodput * 0.8)),
    atMost(`${name}: p99 of the admitted, ms`, beyond.p99, round(at.p99 * 2)),
    atMost(`${name}: refusals that do not say when to come back`, beyond.mute, 0),
    {
      promise: `${name}: neither faults nor broken connections`,
      found: faults.join(', ') || 'none',
      bound: 'none',
      holds: faults.length === 0,
    },
  ]
}

export function atMost(promise: string, found: number, bound: number): Verdict {
  return { promise, found, bound: `≤ ${bound}`, holds: found <= bound }
}

function atLeast(promise: string, found: number, bound: number): Verdict {
  return { promise, found, bound: `≥ ${bound}`, holds: found >= bound }
}

/**
 * Milliseconds after which a calm load is served as it was before the overload: from then on nothing is refused and
 * no second has a worse 95th percentile than twice the one before. Null when that is never so.
 */
export function normalAfter(samples: readonly Sample[], since: number, p95Before: number): number | null {
  const span = 1000
  const slow = slowSpans(samples, span, p95Before * 2)
  const bad = samples.filter((sample) => !isGood(sample) || slow.has(Math.floor(sample.at / span)))
  const last = Math.max(0, ...bad.map(({ at }) => at + span - since))
  const end = Math.max(...samples.map(({ at }) => at - since))
  return last >= end ? null : last
}

function slowSpans(samples: readonly Sample[], span: number, most: number): Set<number> {
  const spans = new Map<number, number[]>()
  for (const { at, took } of samples) {
    const number = Math.floor(at / span)
    spans.set(number, [...(spans.get(number) ?? []), took])
  }
  return new Set(
    [...spans]
      .filter(
        ([, took]) =>
          quantile(
            took.sort((a, b) => a - b),
            0.95,
          ) > most,
      )
      .map(([number]) => number),
  )
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
