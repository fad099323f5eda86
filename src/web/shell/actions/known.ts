import { createStore, useStore } from '../../app/store.ts'
import type { MessageKey } from '../../text/messages.ts'
import type { Action, ScopeName } from './registry.ts'

const storageKey = 'onward.known-actions'

/** An action somebody may give another key, though its place is not on the screen now. */
export interface KnownAction {
  id: string
  scope: ScopeName
  titleKey: MessageKey
  keys: readonly string[]
}

// Actions live with the screens that offer them and screens are fetched when they are opened, so the list grows
// with use; it is kept, so that it is whole the next time.
const known = createStore<Readonly<Record<string, KnownAction>>>(read())

/** Remembers actions with keys as their places are mounted. */
export function noteActions(scope: ScopeName, actions: readonly Action[]): void {
  const fresh = actions.filter((action) => action.keys?.length && !(action.id in known.get()))
  if (fresh.length === 0) return
  const added = fresh.map(
    ({ id, titleKey, keys }) => [id, { id, scope, titleKey, keys: [keys ?? []].flat() }] as const,
  )
  const next = { ...known.get(), ...Object.fromEntries(added) }
  known.set(next)
  localStorage.setItem(storageKey, JSON.stringify(next))
}

/** All actions with keys that this browser has met. */
export function useKnownActions(): KnownAction[] {
  return Object.values(useStore(known))
}

function read(): Record<string, KnownAction> {
  try {
    // Written by `noteActions` only.
    return JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Record<string, KnownAction>
  } catch {
    return {}
  }
}
