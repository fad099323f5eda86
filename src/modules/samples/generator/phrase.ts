import type { Dice } from './dice.ts'

/** Who speaks and of whom, so that «просил» and «просила» agree. */
export interface Speech {
  me: 'm' | 'f'
  client: 'm' | 'f'
  /** What `{slots}` stand for. */
  slots: Readonly<Record<string, string>>
}

/**
 * Says a template aloud. `[a|b|c]` is one of them by chance (an empty one is allowed), `<client:он|она>` and
 * `<me:был|была>` agree with the person's gender, `{slot}` is filled in.
 */
export function say(template: string, speech: Speech, dice: Dice): string {
  return template
    .replace(/\[([^[\]]*)\]/g, (_, choices: string) => dice.pick(choices.split('|')))
    .replace(/<(me|client):([^|>]*)\|([^>]*)>/g, (_, who: 'me' | 'client', he: string, she: string) => (speech[who] === 'm' ? he : she))
    .replace(/\{(\w+)\}/g, (_, slot: string) => slotOf(speech, slot))
    .replace(/ {2,}/g, ' ')
    .trim()
}

function slotOf(speech: Speech, slot: string): string {
  const value = speech.slots[slot]
  if (value === undefined) throw new Error(`no such slot: ${slot}`)
  return value
}

/** The word that goes with a number: 1 место, 2 места, 5 мест. */
export function counted(count: number, one: string, few: string, many: string): string {
  const tens = count % 100
  const units = count % 10
  if (units === 1 && tens !== 11) return `${count} ${one}`
  if (units >= 2 && units <= 4 && (tens < 12 || tens > 14)) return `${count} ${few}`
  return `${count} ${many}`
}
