import type { World } from './fill/world.ts'
import type { Scenario } from './scenario.ts'

let count = 0
const counted = () => count++

/** Twenty contacts the n-th call is about. */
const twenty = (world: World, n: number) => Array.from({ length: 20 }, (_, at) => contact(world, n * 20 + at))
const contact = (world: World, n: number) => world.id('contact', (n * 7) % world.size.contacts)

/** Calls that write several records, as programs make them. */
export const manyScenarios: Scenario[] = [
  {
    name: 'create twenty contacts in one call',
    call: ({ send }) =>
      send('POST', '/commands/records.batch', {
        entity: 'contact',
        items: twentyTimes(() => ({ op: 'create', values: { name: `Новый контакт ${counted()}` } })),
      }),
  },
  {
    name: 'change twenty contacts in one call',
    call: ({ send, world }, n) =>
      send('POST', '/commands/records.batch', {
        entity: 'contact',
        items: twenty(world, n).map((id) => ({
          op: 'update',
          id,
          changes: { source: `Bench ${counted()}` },
        })),
      }),
    slots: twenty,
  },
  {
    name: 'write twenty contacts by their keys',
    // Half of them are there after the first calls, half are new.
    call: ({ send }, n) =>
      send('POST', '/commands/records.upsert', {
        entity: 'contact',
        by: 'externalId',
        items: twentyTimes((at) => ({
          key: `bench-${at % 2 === 0 ? `${n % 40}-${at}` : `new-${counted()}`}`,
          values: { name: `Контакт ${counted()}` },
        })),
      }),
    // What it finds decides what it asks: its statements say nothing about another call.
    isNotSql: true,
  },
  {
    name: 'give twenty contacts a tag',
    call: ({ send, world }, n) =>
      send('POST', '/commands/tag.change', {
        entity: 'contact',
        ids: twenty(world, n),
        add: [`Bench ${counted() % 5}`],
        remove: [],
      }),
    slots: twenty,
  },
  {
    name: 'make one contact of two',
    async call({ send }) {
      const { items } = await send('POST', '/commands/records.batch', {
        entity: 'contact',
        items: [0, 1].map(() => ({ op: 'create', values: { name: `Один контакт ${counted()}` } })),
      })
      const [survivor, other] = items.map(({ id }: { id: string }) => id)
      return send('POST', '/commands/records.merge', { entity: 'contact', survivor, others: [other] })
    },
  },
]

const twentyTimes = (make: (at: number) => object) => Array.from({ length: 20 }, (_, at) => make(at))
