import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { undo } from '../../kernel/commands/records.ts'
import { api } from '../api/client.ts'
import { ApiError } from '../api/errors.ts'
import { createStore } from '../app/store.ts'
import { errorSentence } from '../text/errors.ts'
import { translate, useT } from '../text/i18n.ts'
import { showToast, type Toast } from './toasts.tsx'

const kept = 20

/** The last acts of this session that can be taken back, the newest last. */
const acts = createStore<readonly Act[]>([])

interface Act {
  text: string
  link?: Toast['link']
  takeBack: () => Promise<unknown>
}

interface Offer extends Pick<Act, 'text' | 'link'> {
  event: string
  also?: Act['takeBack']
}

/**
 * Tells of what was done and offers to take it back, for 10 s in the message and by Mod+Z for the last 20 acts.
 * `offer` takes the event of a write's answer, whose inverse the server knows, and what goes back with it; `offerBack`
 * takes the inverse of what has no event.
 */
export function useUndo() {
  const client = useQueryClient()
  const t = useT()
  return useMemo(() => {
    async function take(act: Act) {
      acts.set((all) => all.filter((one) => one !== act))
      try {
        await act.takeBack()
        showToast({ text: t('shell.undone', { what: act.text }) })
        await client.invalidateQueries()
      } catch (error) {
        tellFailure(error, () => void take(act))
      }
    }
    function offerBack(act: Act) {
      acts.set((all) => [...all, act].slice(-kept))
      showToast({
        text: act.text,
        link: act.link,
        action: { label: t('shell.undo'), keys: 'Mod+z', perform: () => void take(act) },
      })
    }
    return {
      offer: ({ event, text, link, also }: Offer) =>
        offerBack({ text, link, takeBack: () => api.command(undo, { event }).then(also) }),
      offerBack,
      undoLast: () => {
        const act = acts.get().at(-1)
        if (act) void take(act)
        else showToast({ text: t('shell.nothingToUndo') })
      },
    }
  }, [client, t])
}

/** Tells why something did not happen, with its code and a way to try again. */
export function tellFailure(error: unknown, retry?: () => void): void {
  const code = error instanceof ApiError ? (error.requestId ?? error.code) : undefined
  showToast({
    tone: 'error',
    text: errorSentence(translate, error),
    code,
    action: retry ? { label: translate('shell.retry'), perform: retry } : undefined,
  })
}
