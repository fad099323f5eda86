import { api } from '../../../../web/api/client.ts'
import { useCommand } from '../../../../web/api/commands.ts'
import { isRefusal } from '../../../../web/api/errors.ts'
import { asksForMissing } from '../../../../web/records/layout/missing.ts'
import { showToast } from '../../../../web/shell/toasts.tsx'
import { tellFailure, useUndo } from '../../../../web/shell/undo.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { user } from '../../../people/index.ts'
import { completeStep } from '../../step.commands.ts'
import type { CompleteInput, Subject } from './draft.ts'

export interface CompleteCallbacks {
  /** The step that follows, null when the record closed. */
  onDone?: (next: string | null) => void
  /** The server refused and everything is as before; `taken` when somebody else closed the step meanwhile. */
  onRefused?: (error: unknown, taken: boolean) => void
}

/** Closes steps: tells of each with the way back, or who was faster, or what went wrong. */
export function useComplete() {
  const t = useT()
  const format = useFormat()
  const undo = useUndo()
  const { run, isPending } = useCommand(completeStep, {
    touches: (_input, { record }) => [{ entity: 'step' }, { entity: record.entity, id: record.id }],
  })

  async function complete(subject: Subject, input: CompleteInput, callbacks: CompleteCallbacks = {}) {
    const { entity, record: about } = subject
    const { title } = about
    try {
      const { nextStep, event, record } = await run(input)
      const ending = nextStep
        ? t('steps.done.next', { when: format.due(nextStep.dueAt) })
        : t.dyn(`steps.done.${record.status}`)
      undo.offer({ event, text: t('steps.done.closed', { name: title, ending }) })
      callbacks.onDone?.(nextStep?.id ?? null)
    } catch (error) {
      const taken = isRefusal(error, 'step.already-closed')
      if (taken) showToast({ text: t('steps.taken', { record: title, ...(await takenBy(error.params)) }) })
      else if (
        !asksForMissing(error, {
          entity,
          id: about.id,
          again: () => void complete(subject, input, callbacks),
        })
      )
        tellFailure(error)
      callbacks.onRefused?.(error, taken)
    }
  }

  async function takenBy({ by, at, outcome }: Record<string, unknown>) {
    return {
      name: await nameOf(String(by)),
      when: format.moment(String(at)),
      outcome: t.dyn(`steps.outcome.${String(outcome)}`).toLowerCase(),
    }
  }

  return { complete, isPending }
}

/** The name of a colleague; a dash for one who is not to be seen. */
async function nameOf(id: string): Promise<string> {
  try {
    return String((await api.get(user, id)).item.name)
  } catch {
    return '—'
  }
}
