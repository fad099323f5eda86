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
    .replace(/<(me|client):([^|>]*)\|([^>]*)>/g, (_, who: 'me' | 'client', he: string, she: string) =>
      speech[who] === 'm' ? he : she,
    )
    .replace(/\{(\w+)\}/g, (_, slot: string) => slotOf(speech, slot))
    .replace(/ {2,}/g, ' ')
    .trim()
}

/** What a text must suit: the line of products and the part of the way. */
export interface Fit {
  line: 'racks' | 'trucks' | 'other'
  part: 'early' | 'late'
}

/** The templates that suit, without their tags; all of them when none does. */
export function fitting(templates: readonly string[], { line, part }: Fit): readonly string[] {
  const known = fits.get(templates) ?? new Map<string, string[]>()
  fits.set(templates, known)
  const key = `${line}/${part}`
  const found = known.get(key) ?? sift(templates, [line, part])
  known.set(key, found)
  return found
}

// The lists are few and fixed, and thousands of notes are picked from them.
const fits = new WeakMap<readonly string[], Map<string, string[]>>()

function sift(templates: readonly string[], tags: readonly string[]): string[] {
  const tagged = templates.map((template) => /^(?:(racks|trucks|early|late): )?(.*)$/s.exec(template) ?? [])
  const suiting = tagged.filter(([, tag]) => tag === undefined || tags.includes(tag))
  return (suiting.length > 0 ? suiting : tagged).map(([, , text = '']) => text)
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
