import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { undo } from '../../kernel/commands/records.ts'
import { api } from '../api/client.ts'
import { ApiError } from '../api/errors.ts'
import { createStore } from '../app/store.ts'
import { errorSentence } from '../text/errors.ts'
import { translate, useT } from '../text/i18n.ts'
import { showToast } from './toasts.tsx'

const kept = 20

/** The last acts of this session that can be taken back, the newest last. */
const acts = createStore<readonly Act[]>([])

interface Act {
  /** The event of the write; the server knows its inverse. */
  event: string
  text: string
}

/**
 * Tells of what was done and offers to take it back, for 10 s in the message and by Mod+Z for the last 20 acts.
 * `offer` takes the event of a write's answer; `failed` tells why a write did not happen.
 */
export function useUndo() {
  const client = useQueryClient()
  const t = useT()
  return useMemo(() => {
    async function take(act: Act) {
      acts.set((all) => all.filter((one) => one !== act))
      try {
        await api.command(undo, { event: act.event })
        showToast({ text: t('shell.undone', { what: act.text }) })
        await client.invalidateQueries()
      } catch (error) {
        tellFailure(error, () => void take(act))
      }
    }
    return {
      offer: ({ event, text }: Act) => {
        const act = { event, text }
        acts.set((all) => [...all, act].slice(-kept))
        showToast({ text, action: { label: t('shell.undo'), keys: 'Mod+z', perform: () => void take(act) } })
      },
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
