import { foldText } from '../queries/fold-text.ts'
import { formsOf } from './nicknames.ts'
import { romanise } from './romanise.ts'

// The same letters, in the same order, are in the migration that makes onward.name_key.
const from = 'абвгдезийклмнопрстуфхыэюяжшщчціїєґўáàâäãåéèêëíìîïóòôöõúùûüñ.,-\'"«»()/&+„“”’–—\t\nъь'
const to = `abvgdeziiklmnoprstufhyeuazssCCiiegvaaaaaaeeeeiiiiooooouuuun${' '.repeat(20)}`
const letters: ReadonlyMap<string, string> = new Map(
  [...from].map((letter, index) => [letter, to[index] ?? '']),
)

const forms =
  /(^| )(ooo|oao|zao|pao|ao|ip|too|ltd|llc|inc|korp|ko|plk|gmbh|limited|obsestvo|kompaniia)(?= |$)/g
/** What PostgreSQL takes for a letter of a word, whatever other spaces Unicode has. */
const sign = '[^ \\t\\n\\v\\f\\r]'
const patronymic = `${sign}(oviC|eviC|iliC|ovna|evna|iCna)`
const inTheMiddle = new RegExp(`^(${sign}+) ${sign}*${patronymic} (${sign}+)$`)
const atTheEnd = new RegExp(`^(${sign}+ ${sign}+) ${sign}*${patronymic}$`)

/**
 * What a name is looked for by: its consonants in Latin letters without legal form and patronymic, words in the order
 * written. PostgreSQL makes the same of it with `onward.name_key(text)`; it stands in the search index.
 */
export function nameKey(name: string): string {
  let key = ''
  for (const letter of foldText(name)) key += letters.get(letter) ?? letter
  for (const [written, sound] of [
    ['shch', 's'],
    ['sch', 's'],
    ['tch', 'C'],
    ['ch', 'C'],
    ['ts', 'C'],
    ['tz', 'C'],
    ['kh', 'h'],
    ['ph', 'f'],
    ['x', 'ks'],
    ['c', 'k'],
    ['w', 'v'],
    ['q', 'k'],
    ['y', 'i'],
    ['j', 'i'],
  ] as const)
    key = key.replaceAll(written, sound)
  return tidy(key.replace(forms, ' '))
    .replace(inTheMiddle, '$1 $3')
    .replace(atTheEnd, '$1')
    .replace(/(^| )[aeiou]+/g, '$1A')
    .replace(/([^ ])h+/g, '$1')
    .replace(/[aeiou]/g, '')
    .replace(/([a-zA-Z])\1+/g, '$1')
}

function tidy(text: string): string {
  return text.replace(/ +/g, ' ').replace(/^ | $/g, '')
}

/** Most keys one name is looked for under. */
const mostKeys = 60

/** Keys under which the same person may be kept: words in any order, each given name in all its forms. */
export function nameKeys(name: string): string[] {
  const words = nameKey(name).split(' ').filter(Boolean)
  if (words.length === 0) return []
  if (words.length > 3) return [words.join(' ')]
  const keys = new Set(orders(words).map((order) => order.join(' ')))
  const written = name.trim().split(/\s+/)
  if (words.length === 1 || written.length > 3) return [...keys]
  for (const [index, word] of written.entries())
    for (const form of formsOf(romanise(word))) {
      const called = nameKey(written.map((one, at) => (at === index ? form : one)).join(' ')).split(' ')
      for (const order of orders(called)) if (keys.size < mostKeys) keys.add(order.join(' '))
    }
  return [...keys]
}

function orders(words: readonly string[]): string[][] {
  if (words.length <= 1) return [[...words]]
  return words.flatMap((word, index) =>
    orders(words.filter((_, at) => at !== index)).map((rest) => [word, ...rest]),
  )
}
