import type { TagColour } from '../../tags/index.ts'
import type { Customer } from './customers.ts'
import type { DealPlan } from './deals.ts'
import type { Key, SampleTag, SampleView } from './sample.ts'
import type { World } from './world.ts'

/** What the people of the sample sort by beyond fields, with the colour it has in either language. */
const colours = {
  key: 'violet',
  sites: 'teal',
  slow: 'red',
  decides: 'green',
  writes: 'blue',
  expo: 'orange',
  again: 'green',
  tender: 'blue',
  urgent: 'red',
  fitted: 'yellow',
} as const satisfies Record<string, TagColour>

export type TagKey = keyof typeof colours

const keyOf = (tag: TagKey): Key => `tag-${tag}`
const borne = (signs: Readonly<Partial<Record<TagKey, boolean>>>): Key[] =>
  // The keys are those of the signs.
  (Object.keys(signs) as TagKey[]).filter((tag) => signs[tag]).map(keyOf)

export function sampleTags({ words }: World): SampleTag[] {
  return (Object.keys(colours) as TagKey[]).map((tag) => ({
    key: keyOf(tag),
    name: words.tags[tag],
    colour: colours[tag],
  }))
}

/** Views everybody has, each of what bears a tag. */
export function taggedViews({ words }: World): SampleView[] {
  return [
    {
      key: 'view-key',
      entity: 'company',
      name: words.views.key,
      tag: keyOf('key'),
      columns: ['name', 'tags', 'industry', 'city', 'phone', 'employees', 'owner'],
    },
    {
      key: 'view-again',
      entity: 'deal',
      name: words.views.again,
      tag: keyOf('again'),
      columns: ['title', 'tags', 'company', 'amount', 'stage', 'step', 'owner'],
    },
  ]
}

export function tagsOfCompany({ company, seller }: Customer, world: World): Key[] {
  const dice = world.dice.fork(`tags of ${company.key}`)
  return borne({
    key: seller.temper === 'key-accounts' || dice.chance(0.04),
    sites: company.employees > 100 && dice.chance(0.6),
    slow: dice.chance(0.08),
  })
}

export function tagsOfContact(
  { key, jobTitle, email, source }: Customer['people'][number]['contact'],
  world: World,
): Key[] {
  const { words } = world
  const dice = world.dice.fork(`tags of ${key}`)
  return borne({
    decides: jobTitle === words.directorTitle || dice.chance(0.08),
    writes: email !== null && dice.chance(0.1),
    expo: source === words.expo,
  })
}

export function tagsOfDeal({ key, lead, buyer, product, outline }: DealPlan, world: World): Key[] {
  const dice = world.dice.fork(`tags of ${key}`)
  return borne({
    again: lead === null && dice.chance(0.6),
    tender: buyer.contact.source === world.words.tenders,
    urgent: outline.ending === 'open' && dice.chance(0.12),
    fitted: product.words.line === 'racks' && dice.chance(0.4),
  })
}
