import type { Cell } from './copy-in.ts'
import { idOf } from './ids.ts'
import { at, cities, fraction, skewed, type World } from './world.ts'

const day = 86_400_000

export const eventColumns = ['id', 'act_id', 'at', 'actor_id', 'kind', 'entity', 'record_id', 'data']

/** What happened: everything was made once, and contacts were changed, a few of them thousands of times. */
export function* events(world: World): Generator<Cell[]> {
  const { size } = world
  let number = 0
  for (const entity of ['company', 'contact', 'lead', 'deal'] as const) {
    const count = { company: size.companies, contact: size.contacts, lead: size.leads, deal: size.deals }[
      entity
    ]
    for (let n = 0; n < count; n++) {
      const time = world.madeAt(entity, n)
      const id = idOf('event', number++, time)
      yield [id, id, at(time), world.userId(n), `${entity}.created`, entity, world.id(entity, n), '{}']
    }
  }
  while (number < size.events) {
    // One change in twenty goes to the few that everybody works with.
    const contact =
      number % 20 === 0 ? skewed(fraction(number / 20), 2000) : Math.floor(fraction(number) * size.contacts)
    const time = Math.floor(world.madeAt('contact', contact) + fraction(number * 13) * 30 * day)
    const id = idOf('event', number, time)
    const [before, after] = [cities[number % cities.length], cities[(number + 1) % cities.length]]
    const data = `{"version":2,"changes":{"city":["${before}","${after}"]}}`
    yield [
      id,
      id,
      at(time),
      world.userId(number),
      'contact.updated',
      'contact',
      world.id('contact', contact),
      data,
    ]
    number++
  }
}

export const linkColumns = ['record_id', 'at', 'event_id']

/** A deal is told of on the timelines of its company. */
export function* eventLinks(world: World): Generator<Cell[]> {
  const { companies, contacts, leads, deals } = world.size
  for (let n = 0; n < deals; n++) {
    const time = world.madeAt('deal', n)
    yield [
      world.id('company', world.companyOf(n)),
      at(time),
      idOf('event', companies + contacts + leads + n, time),
    ]
  }
}
