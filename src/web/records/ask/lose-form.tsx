import { type FormEvent, useState } from 'react'
import { useRecord } from '../../api/records.ts'
import { allNouns } from '../../app/registry.ts'
import { useT } from '../../text/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import css from './ask-dialog.module.css'
import { NumberedChoice } from './numbered-choice.tsx'

/** Asks why: one of the pipeline's reasons, or one's own words. */
export function LoseForm({
  pipeline,
  onAnswer,
}: {
  pipeline: string | null
  onAnswer: (reason: string) => void
}) {
  const t = useT()
  const noun = allNouns().find('pipeline') ?? { name: 'pipeline', table: 'pipelines' }
  const { data } = useRecord(noun, pipeline)
  const [own, setOwn] = useState('')
  // The member is a list of texts by the schema of the field.
  const reasons = (data?.item.refusalReasons ?? []) as readonly string[]

  function send(event: FormEvent) {
    event.preventDefault()
    if (own.trim() !== '') onAnswer(own.trim())
  }

  return (
    <div className={css.form}>
      {reasons.length > 0 && (
        <NumberedChoice
          label={t('records.ask.reasons')}
          options={reasons.map((name) => ({ id: name, name }))}
          onPick={(reason) => onAnswer(reason)}
        />
      )}
      <form onSubmit={send} style={{ display: 'flex', gap: 'var(--space-2)', alignItems: 'flex-end' }}>
        <div style={{ flex: 1 }}>
          <TextInput label={t('records.ask.ownReason')} value={own} onChange={setOwn} maxLength={300} />
        </div>
        <Button
          type="submit"
          variant="danger"
          disabled={own.trim() === ''}
          title={own.trim() === '' ? t('records.ask.reasonNeeded') : undefined}
        >
          {t('records.acts.lose')}
        </Button>
      </form>
    </div>
  )
}
