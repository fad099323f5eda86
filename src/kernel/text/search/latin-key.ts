import { foldText } from '../../queries/fold-text.ts'

/**
 * Letter for letter. Digits are sounds that Latin needs several letters for: 1 ц, 2 ч, 3 ш and щ, 4 ж.
 * `onward.latin_key` has the same two lists and the same rules in the same order.
 */
const from = 'абвгґдеєжзиіїйклмнопрстуўфхцчшщыэюàáâãäåąçćčďèéêëęěğìíîïıłńñňòóôõöøőřśšşťùúûüůűýÿźžżjywq'
const to = 'abvggdee4ziiiiklmnoprstuufh1233ieuaaaaaaakk2deeeeeegiiiiilnnnooooooors33tuuuuuuiiz4ziivk'
const silent = /[ъьʹʺ'’`]/g

const letters = new Map([...from].map((letter, at): [string, string] => [letter, to[at]!]))

const rules: readonly [RegExp, string][] = [
  [/я/g, 'ia'],
  [/x/g, 'ks'],
  [/ß/g, 'ss'],
  [/k+h/g, 'h'],
  [/ph/g, 'f'],
  [/cz/g, '1'],
  [/1h/g, 't3'],
  [/ck/g, 'k'],
  [/shch|sch|shh|sh/g, '3'],
  [/tch|ch|t2/g, '2'],
  [/s2|32/g, '3'],
  [/zh/g, '4'],
  [/tz|ts/g, '1'],
  [/c([ei])/g, 's$1'],
  [/c/g, 'k'],
  [/i+/g, 'i'],
  [/i([eu])/g, '$1'],
  [/io/g, 'e'],
  [/(.)\1+/g, '$1'],
]

/**
 * How a word sounds when its letters are Latin, so that Иванов and Ivanov have one key whatever the scheme: kh, h; yu,
 * iu, ju; shch, sch, shh. Doubled letters count once. It is no spelling: words of one key need not be the same.
 */
export function latinKey(word: string): string {
  let key = ''
  for (const letter of foldText(word).replace(silent, '')) key += letters.get(letter) ?? letter
  for (const [sounds, letter] of rules) key = key.replace(sounds, letter)
  return key
}

/** The keys a typed word may have: in some schemes `c` is ц and `x` is х. */
export function latinKeys(word: string): string[] {
  const lower = foldText(word)
  const asTs = lower.replace(/c(?![hkz])/g, 'ts')
  const forms = [lower, asTs, lower.replaceAll('x', 'kh'), asTs.replaceAll('x', 'kh')]
  return [...new Set(forms.map(latinKey))]
}

/** What the last letters may be the beginning of: `s` of `sh`, `k` of `kh`. */
const beginnings: readonly [RegExp, readonly string[]][] = [
  [/(shc|sc|s)$/, ['3']],
  [/(tc|c)$/, ['2']],
  [/t$/, ['1']],
  [/z$/, ['4']],
  [/k$/, ['h']],
  [/[iyj]$/, ['u', 'e']],
]

/** The keys that words beginning with what was typed may begin with, the likeliest first. */
export function latinKeysOfBeginning(typed: string): string[] {
  const lower = foldText(typed)
  const unfinished = beginnings.flatMap(([end, sounds]) =>
    end.test(lower) ? sounds.map((sound) => latinKey(lower.replace(end, '')) + sound) : [],
  )
  return [...new Set([...latinKeys(typed), ...unfinished])].filter(Boolean)
}

/** The shortest beginning of a word whose key begins with `key`; the word itself where none does. */
export function beginningOf(word: string, key: string): string {
  for (let length = 1; length < word.length; length++) {
    const beginning = word.slice(0, length)
    if (latinKey(beginning).startsWith(key)) return beginning
  }
  return word
}
