import { type FormEvent, useState } from 'react'
import { isBlank } from '../../../kernel/entities/layout.ts'
import { useRecord } from '../../api/records.ts'
import type { RecordAnswer } from '../../api/shapes.ts'
import { recordScreens } from '../../app/registry.ts'
import { useActions } from '../../shell/actions/registry.ts'
import { PartFailure } from '../../shell/page-states.tsx'
import { errorSentence, fieldSentences } from '../../text/errors.ts'
import { useT } from '../../text/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { Modal } from '../../ui/overlays.tsx'
import { ErrorBox, Skeleton } from '../../ui/small.tsx'
import { newDraft, write, writtenValue } from '../create/draft.ts'
import { FormField } from '../create/form-field.tsx'
import { useSave } from '../save.ts'
import type { RecordScreens } from '../screens.ts'
import type { Missing } from './missing.ts'
import css from './missing-dialog.module.css'
import { useLayout } from './use-layout.ts'

interface MissingDialogProps {
  missing: Missing
  onClose: () => void
}

/** Asks for just the fields a stage needs, and goes on to it. */
export function MissingDialog({ missing, onClose }: MissingDialogProps) {
  const screens = recordScreens(missing.entity)
  return screens ? <Asking screens={screens} missing={missing} onClose={onClose} /> : null
}

function Asking({ screens, missing, onClose }: MissingDialogProps & { screens: RecordScreens }) {
  const t = useT()
  const { data, error, refetch } = useRecord(screens.entity, missing.id)
  const title =
    missing.stage === null
      ? t('records.missing.toWin')
      : t('records.missing.toStage', { stage: missing.stage })
  if (data) return <Form screens={screens} missing={missing} title={title} onClose={onClose} {...data} />
  return (
    <Modal opened onClose={onClose} size="small" title={title}>
      {error ? <PartFailure error={error} onRetry={() => void refetch()} /> : <Skeleton height={120} />}
    </Modal>
  )
}

type FormProps = MissingDialogProps & { screens: RecordScreens; title: string } & Pick<
    RecordAnswer,
    'item' | 'titles'
  >

function Form({ screens, missing, title, item: row, titles, onClose }: FormProps) {
  const { entity } = screens
  const t = useT()
  const save = useSave(entity)
  const layout = useLayout(screens)
  const [draft, setDraft] = useState(() => newDraft(entity, row, titles))
  const [isChecked, setChecked] = useState(false)
  const [isPending, setPending] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const sent = fieldSentences(t, failure)

  function sentenceOf(name: string): string | undefined {
    const written = draft.written[name]
    if (!isChecked) return sent[name]
    if (written && !written.ok) return t.dyn(`errors.${written.error}`, written.params)
    return isBlank(writtenValue(draft, name)) ? t('errors.value.required') : sent[name]
  }

  async function submit(event?: FormEvent) {
    event?.preventDefault()
    setChecked(true)
    const values = missing.fields.map((name) => [name, writtenValue(draft, name)] as const)
    if (isPending || values.some(([, value]) => isBlank(value))) return
    setPending(true)
    setFailure(null)
    try {
      if (!(await save(row, Object.fromEntries(values), draft.titles))) return
      onClose()
      missing.again()
    } catch (error) {
      setFailure(error)
    } finally {
      setPending(false)
    }
  }

  useActions('dialog', [
    {
      id: 'missing.submit',
      titleKey: 'records.missing.move',
      keys: 'Mod+Enter',
      inFields: true,
      keyOnly: true,
      perform: () => void submit(),
    },
  ])

  return (
    <Modal
      opened
      onClose={onClose}
      size="small"
      title={title}
      footer={
        <>
          <Button onClick={onClose}>{t('shell.cancel')}</Button>
          <Button variant="primary" keys="Enter" loading={isPending} onClick={() => void submit()}>
            {t(missing.stage === null ? 'records.missing.win' : 'records.missing.move')}
          </Button>
        </>
      }
    >
      <form className={css.form} onSubmit={submit} noValidate>
        <p className={css.words}>{t('records.missing.words')}</p>
        {failure !== null && Object.keys(sent).length === 0 && (
          <ErrorBox>{errorSentence(t, failure)}</ErrorBox>
        )}
        {missing.fields.map((name, index) => (
          <FormField
            key={name}
            screens={screens}
            name={name}
            draft={draft}
            autoFocus={index === 0}
            isRequired
            help={layout.helpOf(name)}
            error={sentenceOf(name)}
            onChange={(result, named) => setDraft((former) => write(former, name, result, named))}
          />
        ))}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </Modal>
  )
}
