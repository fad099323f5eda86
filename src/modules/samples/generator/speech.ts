import { opensAt } from './calendar.ts'
import { fitting, say } from './phrase.ts'
import type { Scene } from './scene.ts'
import type { World } from './world.ts'

/** Says one of the templates that suit the scene, a new one as long as there is one. */
export function speak(scene: Scene, templates: readonly string[]): string {
  const { thread, dice, cast, outline } = scene
  const suiting = fitting(templates, { line: cast.line, part: thread.stage === 0 ? 'early' : 'late' })
  const unsaid = suiting.filter((one) => !thread.said.has(one))
  const template = dice.pick(unsaid.length > 0 ? unsaid : suiting)
  thread.said.add(template)
  const slots = { ...cast.slots, ...passingSlots(scene) }
  return say(template, { me: outline.seller.gender, client: cast.client.gender, slots }, dice)
}

/** Slots that change from note to note. */
function passingSlots({ world, beat, due, dice }: Scene): Record<string, string> {
  const earlier = Math.max(opensAt, beat.minute - dice.between(7, 50))
  return {
    day: due
      ? dayInWords(beat.workday, due.workday, world)
      : (world.words.weekdays[dice.between(1, 5)] ?? ''),
    clock: `${Math.floor(earlier / 60)}:${String(earlier % 60).padStart(2, '0')}`,
    percent: dice.pick(['3', '4', '5', '7']),
    n: String(dice.between(12, 34)),
    weeks: dice.pick(world.words.weeks),
  }
}

function dayInWords(from: number, to: number, { words, calendar }: World): string {
  if (to <= from) return words.today
  const isTomorrow = to === from + 1 && calendar.weekdayOf(to) === calendar.weekdayOf(from) + 1
  return isTomorrow ? words.tomorrow : (words.weekdays[calendar.weekdayOf(to)] ?? '')
}
