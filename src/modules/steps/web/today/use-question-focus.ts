import { useCallback, useEffect, useRef } from 'react'

export interface QuestionFocus {
  /** Tells of the field of the first question of a step, null when it goes. */
  note: (step: string, field: HTMLTextAreaElement | null) => void
  /** Puts the focus on it, at once or as soon as it is there. */
  focus: () => void
}

/**
 * The questions are painted a moment after the name of the customer. A key pressed in that moment means the customer
 * whose name is shown, not the one whose questions are still there.
 */
export function useQuestionFocus(step: string | null): QuestionFocus {
  const there = useRef<{ step: string; field: HTMLTextAreaElement } | null>(null)
  const wanted = useRef<string | null>(null)
  const note = useCallback<QuestionFocus['note']>((of, field) => {
    if (!field) {
      if (there.current?.step === of) there.current = null
      return
    }
    there.current = { step: of, field }
    if (wanted.current !== of) return
    wanted.current = null
    field.focus()
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was asked for one step does not hold for another
  useEffect(() => {
    return () => {
      wanted.current = null
    }
  }, [step])
  return {
    note,
    focus() {
      if (there.current?.step === step) there.current.field.focus()
      else wanted.current = step
    },
  }
}
