import type { Sender } from './http.ts'
import { asked, type Scenario } from './scenario.ts'

/** Records of the workspace's own kind. */
const vehicles = 4000

let made: Promise<void> | null = null

/** Questions about fields and records that the workspace has added itself; the first call adds them. */
export const ownModelScenarios: Scenario[] = [
  owned('companies by a formula', () => '/companies?limit=50&sort=-x_bench_double'),
  owned('companies by the number of their deals', () => '/companies?limit=50&sort=-x_bench_deals'),
  owned('companies with over five deals', () => {
    const filter = { field: 'x_bench_deals', op: 'gt', value: 5 }
    return `/companies?limit=50&filter=${encodeURIComponent(JSON.stringify(filter))}`
  }),
  owned('records of an own kind by name', () => '/x_bench_vehicle?limit=50&sort=name'),
  owned(
    'search in records of an own kind',
    (n) => `/x_bench_vehicle?limit=50&q=${encodeURIComponent(`грузовик ${n % 10}`)}`,
  ),
]

function owned(name: string, path: (n: number) => string): Scenario {
  const scenario = asked(name, (_world, n) => path(n))
  return {
    ...scenario,
    async call(ground, n) {
      made ??= makeModel(ground.send)
      await made
      return scenario.call(ground, n)
    },
  }
}

/** What is there from a run before stays as it is. */
async function makeModel(send: Sender): Promise<void> {
  const { items } = await send('GET', '/custom_fields?limit=200')
  if (items.some(({ name }: { name: string }) => name === 'x_bench_double')) return
  const field = (name: string, type: string, options: object) =>
    send('POST', '/commands/field.create', { entity: 'company', name, type, names: { en: name }, options })
  await field('x_bench_double', 'formula', { formula: 'employees * 2' })
  await field('x_bench_deals', 'rollUp', { relation: 'deals', aggregate: 'count' })
  const names = { one: { en: 'Vehicle' }, many: { en: 'Vehicles' } }
  await send('POST', '/commands/object.create', { name: 'x_bench_vehicle', ...names })
  for (let from = 0; from < vehicles; from += 500)
    await send('POST', '/commands/records.batch', {
      entity: 'x_bench_vehicle',
      items: Array.from({ length: 500 }, (_, n) => ({
        op: 'create',
        values: { name: `Грузовик ${from + n}` },
      })),
    })
}
