import type { Cell } from './copy-in.ts'
import { at, cities, fraction, type World, wordsOf } from './world.ts'

/** Every fiftieth person is in twice, as people are. */
const twice = 50

export const companyColumns = [
  'id',
  'name',
  'industry',
  'phone',
  'city',
  'employees',
  'owner_id',
  'created_at',
  'updated_at',
]

export function* companies(world: World): Generator<Cell[]> {
  for (let n = 0; n < world.size.companies; n++) {
    const words = wordsOf(n)
    const dice = world.diceOf('company', n)
    const { name, industry } = dice.pick(words.companyNames)
    const made = at(world.madeAt('company', n))
    const phone = `+7495${String(1_000_000 + n)}`
    const size = Math.ceil(5 / (0.001 + fraction(n)))
    yield [
      world.id('company', n),
      `${name} ${n}`,
      industry,
      phone,
      dice.pick(cities),
      size,
      world.userId(n),
      made,
      made,
    ]
  }
}

export const contactColumns = [
  ...[
    'id',
    'name',
    'company_id',
    'job_title',
    'phone',
    'email',
    'city',
    'source',
    'owner_id',
    'tags',
    'created_at',
    'updated_at',
  ],
]

export function* contacts(world: World): Generator<Cell[]> {
  for (let n = 0; n < world.size.contacts; n++) {
    const same = originalOf(n)
    const { name, phone, email } = personOf(world, same)
    const dice = world.diceOf('contact', n)
    const made = at(world.madeAt('contact', n))
    const company = n % 5 < 3 ? world.id('company', world.companyOf(n)) : null
    const job = company ? dice.pick(wordsOf(same).jobTitles) : null
    const source = dice.weighted(wordsOf(same).sources)
    const tagged = world.tagsOf(n).map((tag) => world.tagId(tag))
    yield [
      world.id('contact', n),
      name,
      company,
      job,
      phone,
      email,
      dice.pick(cities),
      source,
      world.userId(n),
      tagged.length > 0 ? `{${tagged.join(',')}}` : null,
      made,
      made,
    ]
  }
}

export const identityColumns = ['channel', 'address', 'contact_id', 'created_at']

/** Addresses of contacts; of two with the same the first has it. */
export function* identities(world: World): Generator<Cell[]> {
  for (let n = 0; n < world.size.contacts; n++) {
    if (originalOf(n) !== n) continue
    const { phone, email } = personOf(world, n)
    const made = at(world.madeAt('contact', n))
    yield ['phone', phone, world.id('contact', n), made]
    if (email) yield ['email', email, world.id('contact', n), made]
  }
}

function originalOf(n: number): number {
  return n >= twice && n % twice === 0 ? n - twice + 1 : n
}

function personOf(world: World, n: number) {
  const { full, last } = wordsOf(n).person(world.diceOf('contact', n).fork('person'))
  const email = n % 10 < 7 ? `user${n}@${n % 97}.example` : null
  return { name: full || last, phone: `+7916${String(1_000_000 + n).padStart(7, '0')}`, email }
}
