import { useEffect } from 'react'
import { combinationsOf } from './keys.ts'
import { type Action, type ActiveScope, actionFor, activeScopes } from './registry.ts'
import { keysOf } from './remap.ts'

const isMac = /Mac|iPhone|iPad/.test(navigator.platform)
const chordTime = 1500

/** Performs actions by their keys while the shell is mounted. */
export function useKeyboard(): void {
  useEffect(() => {
    let begun: { key: string; until: number } | null = null

    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || event.getModifierState('AltGraph')) return
      if (['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return
      const place = placeOf(event.target)
      const combinations = combinationsOf(event, isMac)
      const wanted =
        begun && begun.until > event.timeStamp
          ? combinations.map((one) => `${begun?.key} ${one}`)
          : combinations
      begun = null
      const action = find(wanted, place) ?? (wanted === combinations ? undefined : find(combinations, place))
      if (action) {
        event.preventDefault()
        action.perform()
        return
      }
      const start = combinations.find((one) => place.kind === 'page' && startsChord(one))
      if (start) begun = { key: start, until: event.timeStamp + chordTime }
    }

    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

interface Place {
  /** A field takes letters itself; a menu and a list of options have keys of their own. */
  kind: 'page' | 'field' | 'menu'
  inDialog: boolean
  element: Element | null
}

const fields =
  'input:not([type=checkbox],[type=radio],[type=button]), textarea, select, [contenteditable=true]'
const menus = '[role=menu], [role=listbox], [role=tablist], [role=radiogroup]'
const pressables = 'button, a[href], summary, [role=button], [role=checkbox], [role=switch], [role=option]'

function placeOf(target: EventTarget | null): Place {
  const element = target instanceof Element ? target : null
  const kind = element?.closest(fields) ? 'field' : element?.closest(menus) ? 'menu' : 'page'
  return { kind, inDialog: Boolean(element?.closest('[role=dialog], [role=alertdialog]')), element }
}

function find(combinations: readonly string[], place: Place): Action | undefined {
  for (const scope of activeScopes().toReversed()) {
    if (!reaches(scope, place)) continue
    const action = actionFor(scope, combinations)
    if (action && mayWork(action, combinations, place)) return action
  }
  return undefined
}

function reaches(scope: ActiveScope, { inDialog, element }: Place): boolean {
  if (inDialog && scope.name !== 'dialog') return false
  const region = scope.within
  return !region || Boolean(element && region.current?.contains(element))
}

function mayWork(action: Action, combinations: readonly string[], { kind, element }: Place): boolean {
  if (kind === 'field')
    return action.inFields === true && combinations.some((one) => one.startsWith('Mod+') || one === 'Escape')
  if (kind === 'menu') return combinations.some((one) => one.startsWith('Mod+'))
  // Enter and Space press what has the focus, before they mean anything else.
  const presses = combinations.some((one) => one === 'Enter' || one === 'Space')
  return !(presses && element?.closest(pressables) && !element.closest('[data-row-keys]'))
}

function startsChord(combination: string): boolean {
  return activeScopes().some((scope) =>
    scope.actions.some((action) =>
      keysOf(action).some((keys) => keys.toLowerCase().startsWith(`${combination} `)),
    ),
  )
}
