import type { z } from 'zod'
import { useCommand } from '../../../../web/api/commands.ts'
import { tellFailure, useUndo } from '../../../../web/shell/undo.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { changeStep } from '../../step.commands.ts'

export type StepChange = Omit<z.input<typeof changeStep.input>, 'step'>

/** Changes an open step without ending it: told with the way back. Answers whether it happened. */
export function useChangeStep() {
  const t = useT()
  const format = useFormat()
  const undo = useUndo()
  const { run, isPending } = useCommand(changeStep, {
    touches: (_input, { record }) => [{ entity: 'step' }, { entity: record.entity, id: record.id }],
  })
  async function change(step: string, changes: StepChange): Promise<boolean> {
    try {
      const { event, nextStep } = await run({ step, ...changes })
      const text =
        changes.dueAt && nextStep
          ? t('steps.changed.due', { when: format.due(nextStep.dueAt) })
          : t('steps.changed.other')
      undo.offer({ event, text })
      return true
    } catch (error) {
      tellFailure(error)
      return false
    }
  }
  return { change, isPending }
}
