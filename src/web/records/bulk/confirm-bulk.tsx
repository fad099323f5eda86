import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { type BulkAct, previewBulk } from '../../../kernel/commands/bulk.ts'
import type { RecordSelection } from '../../../kernel/commands/selection.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { api } from '../../api/client.ts'
import { newKey } from '../../api/http.ts'
import type { Titles } from '../../api/shapes.ts'
import { useFieldWords } from '../../fields/field-words.ts'
import { errorSentence } from '../../text/errors.ts'
import { useT } from '../../text/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorBox, Skeleton } from '../../ui/small.tsx'
import { useBulkActWords } from './act-words.ts'
import css from './confirm-bulk.module.css'
import { useStartBulk } from './use-start-bulk.ts'

export interface ConfirmBulkProps {
  entity: Entity
  selection: RecordSelection
  act: BulkAct
  /** Names of what the act speaks of. */
  titles: Titles
  onClose: () => void
  /** It has begun. */
  onStarted: () => void
}

/** Says exactly how many records will be changed and how, before it begins. */
export function ConfirmBulk({ entity, selection, act, titles, onClose, onStarted }: ConfirmBulkProps) {
  const t = useT()
  const words = useFieldWords()
  const tell = useBulkActWords()
  const start = useStartBulk()
  const [key] = useState(newKey)
  const [state, setState] = useState<{ isSending: boolean; error: unknown }>({
    isSending: false,
    error: null,
  })
  const asked = useQuery({
    queryKey: ['bulk-preview', entity.name, selection, act],
    queryFn: () => api.command(previewBulk, { entity: entity.name, selection, act }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  const { data } = asked
  const button = useRef<HTMLButtonElement>(null)

  // Until the count is there the button cannot take the focus, and keys must not reach the list behind.
  const isReady = data !== undefined
  useEffect(() => {
    if (isReady) button.current?.focus()
  }, [isReady])
  const untouched = data ? data.total - data.allowed : 0
  const failure = state.error ?? asked.error

  async function begin() {
    if (!data) return
    setState({ isSending: true, error: null })
    try {
      await start({ entity, selection, act, expect: data.total }, key)
      onStarted()
      onClose()
    } catch (error) {
      setState({ isSending: false, error })
      void asked.refetch()
    }
  }

  return (
    <div className={css.confirm}>
      {data ? (
        <p className={css.count} role="status">
          {t('records.mass.will', { records: words.count(entity.name, data.allowed) })}
        </p>
      ) : (
        !failure && <Skeleton height={20} width={220} />
      )}
      <ul className={css.changes}>
        {tell(entity, act, titles).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {untouched > 0 && (
        <p className={css.aside}>
          {t('records.mass.untouched', { records: words.count(entity.name, untouched) })}
        </p>
      )}
      <p className={css.aside}>{t('records.mass.way')}</p>
      {failure !== null && failure !== undefined && <ErrorBox>{errorSentence(t, failure)}</ErrorBox>}
      <div className={css.buttons}>
        <Button onClick={onClose}>{t('shell.cancel')}</Button>
        <Button
          ref={button}
          variant={act.kind === 'delete' ? 'danger' : 'primary'}
          disabled={!data}
          loading={state.isSending}
          onClick={() => void begin()}
        >
          {t(act.kind === 'delete' ? 'records.mass.delete' : 'records.mass.change')}
        </Button>
      </div>
    </div>
  )
}
