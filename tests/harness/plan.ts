import { type Fault, faults } from './faults.ts'
import type { GroundName } from './grounds.ts'
import { oneOf, randomOf } from './random.ts'

/** How long a run goes on: by the clock, or (the same on every machine) by what has been acknowledged. */
export type Length = { seconds: number } | { acknowledged: number }

/** What happens on one ground: each fault at a part of the way, from 0 to 1. */
export interface Part {
  ground: GroundName
  length: Length
  faults: { at: number; fault: Fault }[]
}

/** The faults of one part: each kind once as far as they go, then at random. */
export function planPart(
  seed: number,
  ground: GroundName,
  length: Length,
  count: number,
  names: readonly string[],
): Part {
  const random = randomOf(seed, `plan-${ground}`)
  const possible = faults.filter((one) => one.ground === ground && names.includes(one.name))
  const bag = [...possible].sort(() => random(3) - 1)
  const chosen = Array.from(
    { length: possible.length === 0 ? 0 : count },
    (_, n) => bag[n] ?? oneOf(random, possible)!,
  )
  return {
    ground,
    length,
    faults: chosen.map((fault, n) => ({ fault, at: (n + 0.3 + random(700) / 1000) / (count + 0.5) })),
  }
}
