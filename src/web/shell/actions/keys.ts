/** What a key press is judged by; a DOM keyboard event has it all. */
export interface Press {
  key: string
  code: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

const punctuation: Record<string, [plain: string, shifted: string]> = {
  Slash: ['/', '?'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Comma: [',', '<'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Backslash: ['\\', '|'],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  Backquote: ['`', '~'],
}

/**
 * The combinations a press may stand for, best first, written like `Mod+k`, `Shift+n`, `?`, `ArrowDown`.
 * A letter is the character typed when it is Latin; in a Cyrillic layout it is the physical key. Digits are the
 * physical key, because Shift+1 types `!`. Punctuation is either: `.` typed by the `/` key of a Russian layout
 * is `/` too, which is why `.` is never a shortcut.
 */
export function combinationsOf(press: Press, mac: boolean): string[] {
  const mod = mac ? press.metaKey : press.ctrlKey
  const otherMod = mac ? press.ctrlKey : press.metaKey
  if (otherMod || press.key === 'Dead' || press.key === 'Unidentified') return []
  const prefix = `${mod ? 'Mod+' : ''}${press.altKey ? 'Alt+' : ''}`
  const shift = press.shiftKey ? 'Shift+' : ''

  const digit = /^(?:Digit|Numpad)(\d)$/.exec(press.code)?.[1]
  const letter = letterOf(press)
  const candidates: string[] = []
  if (letter) candidates.push(shift + letter)
  else if (press.key.length > 1) candidates.push(shift + press.key)
  else if (press.key === ' ') candidates.push(`${shift}Space`)
  // A character such as `?` needs Shift in one layout and not in another, so Shift is not named with it.
  else if (!digit || press.shiftKey) candidates.push(press.key)
  if (digit) candidates.push(shift + digit)
  const physical = letter ? undefined : punctuation[press.code]
  if (physical) candidates.push(physical[press.shiftKey ? 1 : 0])
  return [...new Set(candidates)].map((candidate) => prefix + candidate)
}

/** One spelling of a combination as it is declared: `mod+K` and `Mod+k` are the same. */
export function normalise(keys: string): string {
  return keys
    .split(' ')
    .map((combination) => {
      const parts = combination === '+' ? ['+'] : combination.split(/\+(?!$)/)
      const last = parts.pop() ?? ''
      const named = new Set(parts.map((part) => part.toLowerCase()))
      const order = ['Mod', 'Alt', 'Shift'].filter((modifier) => named.has(modifier.toLowerCase()))
      return [...order, last.length === 1 ? last.toLowerCase() : last].join('+')
    })
    .join(' ')
}

/** Whether the combination is a single key without Ctrl or ⌘, which a person may remap or switch off (WCAG 2.1.4). */
export function isSingleKey(keys: string): boolean {
  return !/(^| )(Mod|Alt)\+/.test(keys)
}

function letterOf({ key, code }: Press): string | null {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase()
  // Alt on a Mac types signs (`å`), so any character of no Latin letter falls back to the key under the finger.
  if (key.length === 1 && /^Key[A-Z]$/.test(code)) return code.slice(3).toLowerCase()
  return null
}
