import type { Locator, Page } from 'playwright-core'

/** What an act cost: presses of keys and clicks. Text typed or pasted is not counted; a chord counts as one. */
export interface Cost {
  keys: number
  clicks: number
}

/** The hands of a person: keys and clicks, counted. */
export interface Hands {
  /** Presses a key or a chord, `j`, `Shift+2`, `Control+k`. */
  press(keys: string): Promise<void>
  /** Presses the key that is there in a Russian layout: `j` types `о`. */
  pressRussian(keys: string): Promise<void>
  click(what: Locator): Promise<void>
  type(text: string): Promise<void>
  paste(text: string): Promise<void>
  /** What was spent during `work`. */
  cost(work: () => Promise<void>): Promise<Cost>
}

/** Gives a page hands. */
export async function handsOn(page: Page): Promise<Hands> {
  const spent: Cost = { keys: 0, clicks: 0 }
  const session = await page.context().newCDPSession(page)
  return {
    async press(keys) {
      spent.keys++
      // A digit with Shift types a sign, which the tool only knows by the name of the physical key.
      await page.keyboard.press(keys.replace(/(?<=Shift\+)\d$/, 'Digit$&'))
    },
    async pressRussian(keys) {
      spent.keys++
      const event = russianPress(keys)
      await session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event })
      await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event, text: undefined })
    },
    async click(what) {
      spent.clicks++
      await what.click()
    },
    type: (text) => page.keyboard.type(text),
    paste: (text) => page.keyboard.insertText(text),
    async cost(work) {
      const before = { ...spent }
      await work()
      return { keys: spent.keys - before.keys, clicks: spent.clicks - before.clicks }
    },
  }
}

const latin = `qwertyuiop[]asdfghjkl;'zxcvbnm,./`
const russian = 'йцукенгшщзхъфывапролджэячсмитьбю.'
const named: Record<string, string> = {
  '[': 'BracketLeft',
  ']': 'BracketRight',
  ';': 'Semicolon',
  "'": 'Quote',
  ',': 'Comma',
  '.': 'Period',
  '/': 'Slash',
  '?': 'Slash',
}
const modifiers: Record<string, number> = { Alt: 1, Control: 2, Meta: 4, Shift: 8 }

/** The event of a press in the Russian layout: another character, the same physical key. */
function russianPress(keys: string) {
  const parts = keys.split('+')
  const last = parts.pop() ?? ''
  const mask = parts.reduce((all, name) => all + (modifiers[name] ?? 0), last === '?' ? 8 : 0)
  const place = latin.indexOf(last === '?' ? '/' : last.toLowerCase())
  const typed = place < 0 ? last : (russian[place] ?? '')
  const key = last === '?' ? ',' : mask & 8 ? typed.toUpperCase() : typed
  const isCommand = (mask & 6) !== 0
  return {
    key,
    code: named[last] ?? (/\d/.test(last) ? `Digit${last}` : `Key${last.toUpperCase()}`),
    windowsVirtualKeyCode: last === '?' ? 191 : last.toUpperCase().charCodeAt(0),
    modifiers: mask,
    text: isCommand ? undefined : key,
  }
}
