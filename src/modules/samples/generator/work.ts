import type { Money } from '../../../kernel/fields/types/money.ts'
import type { Outline } from './diary.ts'
import type { Dice } from './dice.ts'
import { busyDay, type Ending, hang, type Nail, plot } from './plot.ts'
import { written } from './price.ts'
import type { City, Person } from './words/vocabulary.ts'
import type { Product, Seller, World } from './world.ts'

/** Working days looked back on: about five months. */
export const past = -102

/** Outlines a lead or a deal; without a nail the story ends when such stories end. */
export function outline(
  {
    subject,
    ending,
    seller,
    nail,
  }: { subject: 'lead' | 'deal'; ending: Ending; seller: Seller; nail?: Nail },
  world: World,
  dice: Dice,
): Outline {
  const moves = plot({ subject, ending, stages: world.stages[subject].length, habits: seller.habits }, dice)
  const isUntouched = moves.length === 1
  const end = nail ?? {
    workday: isUntouched ? world.calendar.lastWorked - dice.between(0, 2) : lastDay(ending, world, dice),
    floor: past - 3,
  }
  return { seller, ending, beats: hang(moves, end, world.calendar, dice), due: null }
}

function lastDay(ending: Ending, { calendar }: World, dice: Dice): number {
  if (ending === 'open')
    return calendar.lastWorked - (dice.chance(0.4) ? dice.between(0, 4) : dice.between(3, 20))
  if (ending === 'parked') return dice.between(past + 10, -3)
  return busyDay(past, calendar, dice)
}

/** Which of them end how: exactly so many of each, the lucky ones winning more often. */
export function endings<T>(
  stories: readonly T[],
  counts: { won: number; lost: number; parked: number },
  luckOf: (story: T) => number,
  dice: Dice,
): Map<T, Ending> {
  const over = dice.draw(stories, counts.won + counts.lost, () => 1)
  const won = new Set(dice.draw(over, counts.won, luckOf))
  const left = stories.filter((story) => !over.includes(story))
  const parked = new Set(dice.draw(left, counts.parked, () => 1))
  const ending = (story: T): Ending => {
    if (won.has(story)) return 'won'
    if (over.includes(story)) return 'lost'
    return parked.has(story) ? 'parked' : 'open'
  }
  return new Map(stories.map((story) => [story, ending(story)]))
}

const counts = { ru: new Intl.NumberFormat('ru'), en: new Intl.NumberFormat('en') }

/** What stays the same in everything written about one lead or deal. */
export function lastingSlots(
  about: { person: Person; city: City; product: Product; sum: Money },
  world: World,
  dice: Dice,
): Record<string, string> {
  const { words, request } = world
  const { topic, need, about: subject } = about.product.words
  const { least, most, step } = words.areas
  const area = least + step * dice.between(0, Math.round((most - least) / step))
  return {
    client: about.person.first,
    city: about.city.name,
    topic,
    need,
    Need: need.charAt(0).toUpperCase() + need.slice(1),
    about: subject,
    sum: written(about.sum, request.locale),
    area: counts[request.locale].format(area).replace(/[\u00a0\u202f]/g, ' '),
    height: String(dice.between(words.heights.least, words.heights.most)),
    rival: dice.pick(words.rivals),
    boss: dice.pick(words.bosses),
  }
}
