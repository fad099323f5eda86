import { useState } from 'react'
import type { z } from 'zod'
import { useCommand, useQuestion } from '../../../../web/api/commands.ts'
import { isRefusal } from '../../../../web/api/errors.ts'
import { useGo } from '../../../../web/app/routing.tsx'
import { asksForMissing } from '../../../../web/records/layout/missing.ts'
import { PagePending, PartFailure } from '../../../../web/shell/page-states.tsx'
import { useUndo } from '../../../../web/shell/undo.ts'
import { errorSentence, fieldSentences } from '../../../../web/text/errors.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Modal } from '../../../../web/ui/overlays.tsx'
import { ErrorBox } from '../../../../web/ui/small.tsx'
import { conversion, convertLead } from '../../lead.commands.ts'
import { type Choices, choicesFrom, inputOf } from './choices.ts'
import css from './convert-dialog.module.css'
import { CompanyPart, ContactPart, DealPart } from './convert-parts.tsx'

type Conversion = z.output<typeof conversion.output>

/** What a lead becomes: a contact, a company and a deal, new ones or those there are. */
export function ConvertDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT()
  const { data, error, refetch } = useQuestion(
    conversion,
    { id },
    { touches: ['lead', 'contact', 'company'] },
  )
  if (data) return <Loaded id={id} found={data} onClose={onClose} />
  return (
    <Modal opened onClose={onClose} title={t('leads.convert.act')} size="medium">
      {error ? <PartFailure error={error} onRetry={() => void refetch()} /> : <PagePending />}
    </Modal>
  )
}

const touched = ['lead', 'contact', 'company', 'deal', 'step', 'note'].map((entity) => ({ entity }))

function Loaded({ id, found, onClose }: { id: string; found: Conversion; onClose: () => void }) {
  const t = useT()
  const go = useGo()
  const undo = useUndo()
  const [choices, setChoices] = useState<Choices>(() => choicesFrom(found))
  const [duplicates, setDuplicates] = useState(found.duplicates)
  const { run, isPending, error } = useCommand(convertLead, { touches: touched })
  const isRefused = isRefusal(error, 'lead.duplicates-found')
  const sentences = fieldSentences(t, error)

  async function convert(force: boolean) {
    try {
      const { contact, deal, event } = await run(inputOf(id, choices, force))
      undo.offer({ event, text: t('leads.convert.done', { title: found.contact.name }) })
      onClose()
      go({ to: deal ? `/deals/${deal}` : `/contacts/${contact}` })
    } catch (refusal) {
      // What the server found beyond what was known when the dialog opened is offered too.
      if (isRefusal(refusal, 'lead.duplicates-found'))
        setDuplicates(refusal.params as unknown as Conversion['duplicates'])
      if (isRefusal(refusal, 'win.fields-missing'))
        asksForMissing(refusal, { entity: 'lead', id, again: () => void convert(force) })
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('leads.convert.title', { title: found.contact.name })}
      size="medium"
      footer={
        <>
          <Button onClick={onClose}>{t('shell.cancel')}</Button>
          {isRefused ? (
            <Button variant="primary" loading={isPending} onClick={() => void convert(true)}>
              {t('leads.convert.different')}
            </Button>
          ) : (
            <Button variant="primary" loading={isPending} onClick={() => void convert(false)}>
              {t('leads.convert.submit')}
            </Button>
          )}
        </>
      }
    >
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          void convert(false)
        }}
      >
        {/* What the new deal lacks is not asked for here. */}
        {error && (Object.keys(sentences).length === 0 || isRefusal(error, 'stage.fields-missing')) && (
          <ErrorBox>{errorSentence(t, error)}</ErrorBox>
        )}
        <ContactPart
          choices={choices}
          onChange={setChoices}
          found={duplicates.contacts}
          sentences={sentences}
        />
        <CompanyPart choices={choices} onChange={setChoices} found={duplicates.companies} />
        <DealPart choices={choices} onChange={setChoices} />
        <p className={css.note}>{t('leads.convert.lead')}</p>
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </Modal>
  )
}
