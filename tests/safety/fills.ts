import { examplesOf } from './matrix.ts'
import { filled, type Slot } from './matrix.words.ts'
import type { Operation } from './operations.ts'
import type { SentExample } from './send.ts'
import type { Person, World } from './world.ts'

/** The examples of an operation as this person would send them about what is his own. */
export function ownExamples(
  world: World,
  operation: Operation,
  person: Person = world.people[0]!,
): SentExample[] {
  const ownId = (slot: Slot) => {
    const ids = world.standings(slot.kind, person)
    return slot.use === 'fixed' ? world.named(slot.kind) : (ids.own ?? ids.any)
  }
  return examplesOf(world, operation).map((example) => filled(example, ownId) as SentExample)
}
