import { createStore } from '../../app/store.ts'
import { isSingleKey } from './keys.ts'
import type { Action } from './registry.ts'

const storageKey = 'onward.keys'

/** What a person changed about keys: another combination for an action, null for none. */
export interface Remap {
  /** All single keys off; combinations with Mod stay. */
  singleKeysOff: boolean
  keys: Record<string, string | null>
}

/** The changes kept in this browser. */
export const remapped = createStore<Remap>(read())

/** Gives an action another key, none (null) or its own one again (undefined). */
export function remap(actionId: string, keys: string | null | undefined): void {
  const next = { ...remapped.get().keys }
  if (keys === undefined) delete next[actionId]
  else next[actionId] = keys
  keep({ ...remapped.get(), keys: next })
}

/** Switches all single keys off or on. */
export function switchSingleKeys(off: boolean): void {
  keep({ ...remapped.get(), singleKeysOff: off })
}

/** The combinations of an action as this person uses them. */
export function keysOf(action: Pick<Action, 'id' | 'keys'>): readonly string[] {
  const { keys, singleKeysOff } = remapped.get()
  const changed = keys[action.id]
  const current = changed === undefined ? [action.keys ?? []].flat() : changed === null ? [] : [changed]
  return singleKeysOff ? current.filter((combination) => !isSingleKey(combination)) : current
}

/** The first combination, for a tooltip or a menu. */
export function keyOf(action: Pick<Action, 'id' | 'keys'>): string | undefined {
  return keysOf(action)[0]
}

function keep(next: Remap): void {
  localStorage.setItem(storageKey, JSON.stringify(next))
  remapped.set(next)
}

function read(): Remap {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}')
    return { singleKeysOff: false, keys: {}, ...(stored as Partial<Remap>) }
  } catch {
    return { singleKeysOff: false, keys: {} }
  }
}
