import { type FormEvent, type KeyboardEvent, useEffect, useRef } from 'react'

/** Frames a list is given to come into the page; it opens as the first letter is typed. */
const mostFrames = 120

/**
 * Enter pressed before what was typed has been found takes the first match as soon as it is there. Spread `field` over
 * the field of a picker and call `settle` whenever something is picked or cleared; `isPending` says that the list does
 * not show yet what was typed.
 */
export function useHastyEnter(isPending: boolean) {
  const isTyped = useRef(false)
  const waiting = useRef<HTMLInputElement | null>(null)
  const pending = useRef(isPending)

  /** From now on Enter means what it means around the picker. */
  function settle() {
    isTyped.current = false
    waiting.current = null
  }

  function take(frames = mostFrames) {
    const input = waiting.current
    if (!input || pending.current) return
    const list = listOf(input)
    if (!list && frames > 0) return void requestAnimationFrame(() => take(frames - 1))
    settle()
    list?.querySelector<HTMLElement>('[data-combobox-option]:not([data-combobox-disabled])')?.click()
  }

  // What was waited for may have come with any change of the picker.
  useEffect(() => {
    pending.current = isPending
    take()
  })

  const field = {
    onInputCapture: ({ currentTarget }: FormEvent<HTMLInputElement>) => {
      isTyped.current = currentTarget.value !== ''
      waiting.current = null
    },
    onBlurCapture: settle,
    onKeyDownCapture: (event: KeyboardEvent<HTMLInputElement>) => {
      if (event.nativeEvent.isComposing) return
      // Whoever walks the list takes what he walks to; whoever folds it up takes nothing.
      if (['ArrowDown', 'ArrowUp', 'Escape'].includes(event.key)) settle()
      if (event.key !== 'Enter' || !isTyped.current) return
      const input = event.currentTarget
      if (!pending.current && listOf(input)?.querySelector('[data-combobox-selected]')) return
      event.preventDefault()
      event.stopPropagation()
      waiting.current = input
      take()
    },
  }
  return { field, settle }
}

function listOf(input: HTMLInputElement): HTMLElement | null {
  return document.getElementById(input.getAttribute('aria-controls') ?? '')
}
