import { currencyOf } from '../../../../kernel/text/currency.ts'
import type { Archive } from './archive.ts'
import { readXml } from './xml.ts'

/**
 * How the number of a cell is meant: as it is, as a moment, as hundredths, padded with zeros to so many digits (`00000`),
 * or as an amount in the currency (ISO 4217) that the format shows.
 */
export type NumberMeaning =
  | 'number'
  | 'date'
  | 'time'
  | 'date-time'
  | 'elapsed'
  | 'percent'
  | { digits: number }
  | { currency: string }

const mostStyles = 65_536

/** Formats every program knows without their being written in the file (ECMA-376 18.8.30, East Asian ones included). */
const builtIn: [from: number, to: number, meaning: NumberMeaning][] = [
  [9, 10, 'percent'],
  [14, 17, 'date'],
  [18, 21, 'time'],
  [22, 22, 'date-time'],
  [27, 31, 'date'],
  [32, 35, 'time'],
  [36, 36, 'date'],
  [45, 45, 'time'],
  [46, 46, 'elapsed'],
  [47, 47, 'time'],
  [50, 54, 'date'],
  [55, 56, 'time'],
  [57, 58, 'date'],
]

/** The meaning of numbers for each cell style, by its index. */
export async function readNumberFormats(
  archive: Archive,
  path: string | undefined,
): Promise<NumberMeaning[]> {
  const written = new Map<string, NumberMeaning>()
  const styles: NumberMeaning[] = []
  if (!path) return styles
  let inCells = false
  let inFormats = false
  await readXml(await archive.read(path), {
    open(name, attributes) {
      if (name === 'numFmts') inFormats = true
      else if (name === 'cellXfs') inCells = true
      else if (name === 'numFmt' && inFormats && written.size < mostStyles) {
        written.set(attributes.numFmtId ?? '', meaningOfFormat(attributes.formatCode ?? ''))
      } else if (name === 'xf' && inCells && styles.length < mostStyles) {
        const id = attributes.numFmtId ?? '0'
        styles.push(written.get(id) ?? builtInMeaning(Number(id)))
      }
    },
    close(name) {
      if (name === 'numFmts') inFormats = false
      if (name === 'cellXfs') inCells = false
    },
  })
  return styles
}

/** Reads a format code such as `[$-419]dd.mm.yyyy;@`. Russian letters are for programs that translate the code. */
export function meaningOfFormat(code: string): NumberMeaning {
  if (/^\s*(general|standard|основной)\s*$/i.test(code)) return 'number'
  const first = code
    .slice(0, 255)
    .replace(/"[^"]*"?|\\.|_.|\*./g, '')
    .split(';', 1)[0] as string
  const zeros = /^0{2,32}$/.exec(first)
  if (zeros) return { digits: zeros[0].length }
  const elapsed = /\[(h+|m+|s+|ч+)\]/i.test(first)
  const letters = first
    .replace(/\[[^\]]*\]/g, '')
    .replace(/am\/pm|a\/p/gi, 'h')
    .replace(/(s|с)[.,]0+/gi, '$1')
  if (/[0#?]/.test(letters)) return letters.includes('%') ? 'percent' : amountOf(code)
  if (elapsed) return 'elapsed'
  const time = /[hsч]/i.test(letters)
  const date = /[ydгдj]/i.test(letters) || (/[mм]/i.test(letters) && !time)
  if (date) return time ? 'date-time' : 'date'
  return time ? 'time' : 'number'
}

/** The currency a format shows: `[$€-407]`, `"руб."`, `$`. */
function amountOf(code: string): NumberMeaning {
  const first = code.slice(0, 255).split(';', 1)[0] as string
  const shown = first.replace(/\[\$([^\]-]*)(?:-[^\]]*)?\]/g, ' $1 ').replace(/\[[^\]]*\]|["\\_*]/g, '')
  const currency = currencyOf(shown.replace(/[\d#?.,]/g, ' '))
  return currency ? { currency } : 'number'
}

function builtInMeaning(id: number): NumberMeaning {
  return builtIn.find(([from, to]) => id >= from && id <= to)?.[2] ?? 'number'
}
