import { type RefObject, useId, useLayoutEffect, useRef } from 'react'
import { createStore, useStore } from '../../app/store.ts'
import type { MessageKey } from '../../text/messages.ts'
import type { IconName } from '../../ui/icon.tsx'
import { normalise } from './keys.ts'
import { noteActions } from './known.ts'
import { keysOf, remapped } from './remap.ts'

/** Something a person can do here, declared once; buttons, menus, the palette, the help and the keys are views of it. */
export interface Action {
  /** `record.assign`; the same act has the same id everywhere, so that a remapped key holds everywhere. */
  id: string
  titleKey: MessageKey
  titleParams?: Record<string, unknown>
  /** Other words it is looked for by in the palette. */
  wordsKey?: MessageKey
  icon?: IconName
  /** `a`, `Shift+1`, `Mod+Enter`, `g t`; several when the same act has several. */
  keys?: string | readonly string[]
  /** Right it takes, `object:action`. */
  needs?: string
  /** Whether it makes sense now; a hidden action has no key either. */
  visible?: boolean
  /** Works while a text field has the focus (combinations with Mod only). */
  inFields?: boolean
  /** Left out of the palette: moving between rows and the like. */
  keyOnly?: boolean
  perform: () => void
}

export type ScopeName = 'global' | 'record' | 'today' | 'list' | 'board' | 'calendar' | 'dialog' | 'palette'

/** The actions of one mounted place. */
export interface ActiveScope {
  id: string
  name: ScopeName
  actions: readonly Action[]
  /** Where the focus must be for the keys to work; anywhere when not given. */
  within?: RefObject<HTMLElement | null>
}

const scopes = createStore<readonly ActiveScope[]>([])

export interface UseActionsOptions {
  within?: RefObject<HTMLElement | null>
  enabled?: boolean
}

/**
 * Makes actions available while the component is mounted. Of two places that use one key the one mounted later
 * has it. Two actions of one place on one key are a mistake and throw.
 */
export function useActions(
  name: ScopeName,
  actions: readonly Action[],
  { within, enabled = true }: UseActionsOptions = {},
): void {
  const id = useId()
  const latest = useRef(actions)
  if (import.meta.env.DEV) refuseConflicts(name, actions)

  useLayoutEffect(() => {
    if (!enabled) return
    const scope: ActiveScope = {
      id,
      name,
      within,
      get actions() {
        return latest.current
      },
    }
    // A page shown together with the shell mounts before it, as children do; what works everywhere still comes last.
    scopes.set((all) => (name === 'global' ? [scope, ...all] : [...all, scope]))
    noteActions(name, latest.current)
    return () => scopes.set((all) => all.filter((one) => one !== scope))
  }, [id, name, within, enabled])

  // What an action does closes over the newest state; the order of places does not change with it.
  useLayoutEffect(() => {
    latest.current = actions
  })
}

/** The places mounted now, the innermost last. */
export const activeScopes = scopes.get

/** The same, rendering again when they change. */
export function useActiveScopes(): readonly ActiveScope[] {
  useStore(remapped)
  return useStore(scopes)
}

/** Finds the action for a press in a place; an earlier combination beats a later one. */
export function actionFor(scope: ActiveScope, combinations: readonly string[]): Action | undefined {
  const offered = scope.actions.filter(({ visible }) => visible !== false)
  for (const combination of combinations) {
    const action = offered.find((one) => keysOf(one).some((keys) => normalise(keys) === combination))
    if (action) return action
  }
  return undefined
}

function refuseConflicts(name: ScopeName, actions: readonly Action[]): void {
  const taken = new Map<string, string>()
  for (const action of actions) {
    if (action.visible === false) continue
    for (const keys of [action.keys ?? []].flat().map(normalise)) {
      const other = taken.get(keys)
      if (other) throw new Error(`${name}: ${keys} is both ${other} and ${action.id}`)
      taken.set(keys, action.id)
    }
  }
}
