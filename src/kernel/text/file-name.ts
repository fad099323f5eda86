import { cutText, storableText } from './storable.ts'

/** Longest name of a file, in UTF-16 units. */
export const longestFileName = 200

/**
 * Signs that are not seen or turn the reading round (`invoice‮fdp.exe` reads as `invoiceexe.pdf`), and line ends. The
 * joiner and non-joiner of Persian and of emoji stay.
 */
const unseen =
  /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/gu

/** Names Windows keeps for devices, whatever their ending. */
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i

/**
 * The name of a file as it may be shown, kept and downloaded anywhere: without the folders it came in, signs no file
 * system takes and what deceives the eye; its ending stays when it is cut. `fallback` stands for a name of which
 * nothing is left.
 */
export function cleanFileName(given: string, fallback = 'file'): string {
  const whole = storableText(given)
  const last = whole.split(/[/\\]/).findLast((part) => part.replace(unseen, '').trim() !== '') ?? ''
  const plain = last
    .replace(unseen, '')
    // Only now does what was parted by them stand together.
    .normalize('NFC')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  if (plain === '') return fallback
  return cutName(reserved.test(plain) ? `_${plain}` : plain)
}

/** What follows the last point, in lower case; empty when there is nothing like an ending. */
export function endingOf(name: string): string {
  return /[^.]\.([\p{L}\p{N}]{1,10})$/u.exec(name)?.[1]?.toLowerCase() ?? ''
}

function cutName(name: string): string {
  if (name.length <= longestFileName) return name
  const ending = endingOf(name)
  const tail = ending && `.${name.slice(-ending.length)}`
  return cutText(name, longestFileName - tail.length).replace(/[. ]+$/, '') + tail
}
