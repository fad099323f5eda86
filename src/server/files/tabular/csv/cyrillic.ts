import iconv from 'iconv-lite'

const letter = /[а-яёђѓєѕіїјљњћќўџґ]/
const candidates = ['windows-1251', 'cp866', 'koi8-r', 'maccyrillic', 'iso-8859-5']

/** The commonest pairs of letters in Russian, names and the usual Ukrainian endings included. */
const commonPairs = new Set(
  (
    'ст но то на ен ов ни ра во ко ро по пр ер ал ли ос от ор та ва ес ка не ом ре ол од го ин ед ло ат ел ан ит ти те ла ' +
    'де ле ри ве ск ть до об мо ив ак за ог ис ки че ся ав се ас ев ия ий ый ая мо ми ма ам ме им ем сл со св си ам ар он ' +
    'ди да дн нн ны на ну оз оп ми об ци ча ше щи хо ви вы бо бе бы гр ги га ге ду ет ец зн ил ик кл кр ку лу ль лю мя нд ' +
    'нт ож ой па пе пи ру ря са см сн сп су тр тв ту ул ун ур ут уч уш фи фо ха це чн шк ще ью юр ям ян ях их ых їв ів ії ий ія сь'
  ).split(' '),
)

/** Counts bytes beyond ASCII by their neighbour: another such byte (a script of its own) or a Latin letter (an accent). */
export function neighbours(sample: Uint8Array): { high: number; latin: number } {
  let high = 0
  let latin = 0
  for (let index = 1; index < sample.length; index++) {
    const before = sample[index - 1] as number
    const byte = sample[index] as number
    if (before > 0x7f && byte > 0x7f) high++
    else if ((before > 0x7f && isLatinLetter(byte)) || (byte > 0x7f && isLatinLetter(before))) latin++
  }
  return { high, latin }
}

/**
 * The Cyrillic encoding in which the bytes read as Russian (or Ukrainian), if in any: most pairs of letters are common
 * ones and capitals do not follow small letters. A lone `№` decides for windows-1251.
 */
export function cyrillicEncoding(sample: Buffer): string | undefined {
  let best: { encoding: string; likeness: number } | undefined
  for (const encoding of candidates) {
    const likeness = likenessToRussian(iconv.decode(sample, encoding))
    if (likeness > (best?.likeness ?? 0.15)) best = { encoding, likeness }
  }
  return best?.encoding ?? (hasNumeroSign(sample) ? 'windows-1251' : undefined)
}

/** Share of neighbouring letters that are common pairs; a small letter before a capital and a stray sign count against. */
function likenessToRussian(text: string): number {
  let pairs = 0
  let score = 0
  for (const [run] of text.matchAll(/[^\0-\x7f«»„“”‘’–—…№§°€\u00a0]{2,}/g)) {
    const lower = run.toLowerCase()
    for (let index = 1; index < run.length; index++) {
      pairs++
      if (commonPairs.has(lower.slice(index - 1, index + 1))) score++
      else if (!letter.test(lower[index - 1] as string) || !letter.test(lower[index] as string)) score--
      if (run[index - 1] === lower[index - 1] && run[index] !== lower[index]) score -= 2
    }
    if (pairs > 20_000) break
  }
  return pairs === 0 ? lettersAlone(text) : score / pairs
}

/** For text with no two such letters together: initials, "и", "в". */
function lettersAlone(text: string): number {
  const beyond = text.match(/[^\0-\x7f]/g) ?? []
  const letters = beyond.filter((letter) => /[авикосуяАВИКОСУЯМН]/.test(letter)).length
  return beyond.length === 0 ? 0 : (letters / beyond.length) * 0.5
}

function hasNumeroSign(sample: Buffer): boolean {
  for (let index = sample.indexOf(0xb9); index >= 0; index = sample.indexOf(0xb9, index + 1)) {
    const before = sample[index - 1] ?? 0x20
    if (!isLatinLetter(before) && !(before >= 0x30 && before <= 0x39)) return true
  }
  return false
}

function isLatinLetter(byte: number): boolean {
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x7a
}
