import type { AddChoice } from '../../kernel/entities/conversions.ts'
import { mostChoices } from '../../kernel/entities/custom-types.ts'
import { freeKey } from './free-name.ts'

/** The choices of a field that takes in what it meets; the lists are changed in place. */
export interface GrowingChoices {
  choices: string[]
  names: Record<string, { en?: string; ru?: string }>
}

/** Adds choices to the options as long as there is room, under names in the language of the workspace. */
export function growing({ choices, names }: GrowingChoices, locale: 'en' | 'ru'): AddChoice {
  return (name) => {
    if (choices.length >= mostChoices) return null
    const key = freeKey({ [locale]: name }, choices)
    choices.push(key)
    names[key] = { [locale]: name }
    return key
  }
}
