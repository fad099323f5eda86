const english = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
const russian = 'йцукенгшщзхъфывапролджэячсмитьбюё'
/** Signs that stand for letters with Shift held, and those a Russian layout has elsewhere. */
const shiftedEnglish = { '{': 'х', '}': 'ъ', ':': 'ж', '"': 'э', '<': 'б', '>': 'ю', '~': 'ё' }
const shiftedRussian = { '"': '@', '№': '#', ';': '$', ':': '^', '?': '&', '.': '/', ',': '?' }

const toRussian = keysOf(english, russian, shiftedEnglish)
const toEnglish = keysOf(russian, english, shiftedRussian)

/**
 * The same keys pressed in the other layout, in lower case: `bdfyjd` is `иванов`, `рщгыу` is `house`. A text with a
 * Russian letter was typed in the Russian layout, any other in the English one.
 */
export function inOtherLayout(text: string): string {
  const lower = text.toLowerCase()
  const keys = /[а-яё]/.test(lower) ? toEnglish : toRussian
  return [...lower].map((character) => keys.get(character) ?? character).join('')
}

function keysOf(from: string, to: string, more: Record<string, string>): Map<string, string> {
  return new Map([...Object.entries(more), ...[...from].map((key, at): [string, string] => [key, to[at]!])])
}
