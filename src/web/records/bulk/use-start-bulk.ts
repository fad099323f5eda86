import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { type BulkAct, startBulk } from '../../../kernel/commands/bulk.ts'
import type { RecordSelection } from '../../../kernel/commands/selection.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { refresh } from '../../api/cache.ts'
import { api } from '../../api/client.ts'
import { fieldWords } from '../../fields/field-words.ts'
import { showToast } from '../../shell/toasts.tsx'
import { useUndo } from '../../shell/undo.ts'
import { useT } from '../../text/i18n.ts'

export interface BulkStart {
  entity: Entity
  selection: RecordSelection
  act: BulkAct
  /** The count that was confirmed. */
  expect: number
}

/** Begins a change of many records; what is done at once is told with the way back, the rest is seen in the tray. */
export function useStartBulk(): (start: BulkStart, idempotencyKey: string) => Promise<void> {
  const client = useQueryClient()
  const undo = useUndo()
  const t = useT()
  return useCallback(
    async ({ entity, ...rest }, idempotencyKey) => {
      const answer = await api.command(startBulk, { entity: entity.name, ...rest }, { idempotencyKey })
      const count = (n: number) => fieldWords(t).count(entity.name, n)
      if (answer.status === 'running')
        showToast({ text: t('records.mass.begun', { records: count(answer.total) }) })
      else if (answer.event)
        undo.offer({ event: answer.event, text: t('records.mass.done', { records: count(answer.changed) }) })
      if (answer.refused > 0 && answer.status === 'done')
        showToast({
          tone: 'error',
          text: t('records.someFailed', {
            count: answer.refused,
            reason: t.dyn(`errors.${answer.failed[0]?.code}`, answer.failed[0]?.params),
          }),
        })
      refresh(client, [{ entity: entity.name }, { entity: 'step' }, { entity: 'bulkRun' }])
      void client.invalidateQueries({ queryKey: ['grid', entity.name] })
    },
    [client, undo, t],
  )
}
