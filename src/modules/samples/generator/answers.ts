import {
  type DefaultScript,
  defaultScripts,
  type QuestionId,
  type SalesModel,
} from '../../pipelines/index.ts'
import type { Dice } from './dice.ts'
import { fitting } from './phrase.ts'
import type { Cast } from './scene.ts'
import type { World } from './world.ts'

/** What was asked and answered at an attempt: some questions of its script, hardly ever all of them. */
export function answersTo(cast: Cast, attempt: number, world: World, dice: Dice): Record<string, string> {
  const { model = 'collaborative', locale } = world.request
  const script = scriptsOf(model, locale)
    .filter(({ pipeline }) => pipeline === cast.subject)
    .findLast((one) => one.attempt <= attempt)
  const answers: Record<string, string> = {}
  for (const { id } of script?.questions ?? []) {
    const answer = dice.chance(0.55) ? answerTo(id, cast, world, dice) : null
    if (answer) answers[id] = answer
  }
  return answers
}

function answerTo(id: QuestionId, cast: Cast, world: World, dice: Dice): string | null {
  const known = cast.fieldAnswers[id]
  if (known !== undefined) return known
  const possible = fitting(world.words.answers[id], { line: cast.line, part: 'late' })
  return possible.length > 0 ? dice.pick(possible) : null
}

const cache = new Map<string, DefaultScript[]>()

function scriptsOf(model: SalesModel, locale: 'ru' | 'en'): DefaultScript[] {
  const key = `${model}/${locale}`
  const scripts = cache.get(key) ?? defaultScripts(model, locale)
  cache.set(key, scripts)
  return scripts
}
