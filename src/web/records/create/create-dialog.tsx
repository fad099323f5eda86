import { type FormEvent, Fragment, useEffect, useEffectEvent, useRef, useState } from 'react'
import { type ContactLine, readContactLine } from '../../../kernel/text/read-contact-line.ts'
import { ApiError, isRefusal } from '../../api/errors.ts'
import { useSession } from '../../api/session.ts'
import type { Titles } from '../../api/shapes.ts'
import { useStore } from '../../app/store.ts'
import { useFieldWords } from '../../fields/field-words.ts'
import { useActions } from '../../shell/actions/registry.ts'
import { useTextEnv } from '../../text/env.tsx'
import { errorSentence, fieldSentences } from '../../text/errors.ts'
import { useT } from '../../text/i18n.ts'
import { loadPhones, phoneLibrary } from '../../text/phone-library.ts'
import { Button } from '../../ui/button.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import { Modal } from '../../ui/overlays.tsx'
import { ErrorBox } from '../../ui/small.tsx'
import { useLayout } from '../layout/use-layout.ts'
import { useHeirs } from '../may-assign.ts'
import type { RecordScreens } from '../screens.ts'
import css from './create-dialog.module.css'
import { fill, fillFromLine, newDraft, problemsOf, valuesOf, write, writtenValue } from './draft.ts'
import { FormField } from './form-field.tsx'
import { type FormEntry, laidForm } from './laid-form.ts'
import { likenessesIn, SameRecords } from './same-records.tsx'
import { StepFields, useFirstStep } from './step-fields.tsx'
import { useCreateRecord } from './use-create-record.ts'
import { emptied, useStarts } from './use-starts.ts'

export interface CreateDialogProps {
  screens: RecordScreens
  /** Values the place it was opened from knows: the company whose contact is being added. */
  given?: Readonly<Record<string, unknown>>
  titles?: Titles
  onClose: () => void
  onCreated?: (id: string) => void
}

/** The quick form for a new record: one line to paste where a person is meant, the main fields, the first step. */
export function CreateDialog({ screens, given = {}, titles = {}, onClose, onCreated }: CreateDialogProps) {
  const {
    entity,
    create: { fromLine },
  } = screens
  const t = useT()
  const words = useFieldWords()
  const form = useRef<HTMLFormElement>(null)
  const { user } = useSession()
  const [draft, setDraft] = useState(() =>
    newDraft(
      entity,
      { ...(entity.ownerField ? { [entity.ownerField]: user.id } : {}), ...given },
      { [user.id]: user.name, ...titles },
    ),
  )
  const [isMore, setMore] = useState(false)
  const [isChecked, setChecked] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  // Values that were refused for looking like another record's; sent again unchanged they are meant.
  const [refusedValues, setRefusedValues] = useState<string | null>(null)
  const [companyName, setCompanyName] = useState<string | null>(null)
  // Until the library of phones is there, a phone in the pasted line is taken for something else.
  const [isLineSure, setLineSure] = useState(() => !fromLine || phoneLibrary.get() !== null)
  const [isWaiting, setWaiting] = useState(false)
  const step = useFirstStep(screens, draft, setDraft)
  const { create, isPending } = useCreateRecord(screens)
  const mayAssign = useHeirs(entity) !== null
  // Told elsewhere in the form, or nothing to choose: whoever hands over to nobody owns what he adds.
  const placed = [
    ...(entity.worked ? ['pipeline', 'stage'] : []),
    ...(entity.ownerField && !mayAssign ? [entity.ownerField] : []),
  ]
  const layout = useLayout(screens)
  const starts = useStarts(screens, layout, { given, pipeline: step.pipeline }, setDraft)
  const needed = layout.neededAt(step.stage?.id)
  const sent = fieldSentences(t, failure)
  const { quick, more } = laidForm(screens, layout, placed, {
    pipeline: step.pipeline,
    // What the server has found wrong must be seen.
    needed: [...needed, ...Object.keys(sent)],
  })
  const problems = isChecked ? problemsOf(draft, entity, needed) : {}
  const alike =
    isRefusal(failure, 'record.duplicate') && refusedValues === JSON.stringify(valuesOf(draft))
      ? likenessesIn(failure.params)
      : null

  async function submit(event?: FormEvent) {
    event?.preventDefault()
    if (isPending) return
    if (!isLineSure) return setWaiting(true)
    const wrong = problemsOf(draft, entity, needed)
    setChecked(true)
    setFailure(null)
    if (Object.keys(wrong).length > 0) {
      if (more.some(({ fields }) => fields.some(({ name }) => name in wrong))) setMore(true)
      return focusFirst(form.current, Object.keys(wrong))
    }
    try {
      const id = await create(
        { ...valuesOf(draft), ...emptied(draft, starts), ...(step.value ? { nextStep: step.value } : {}) },
        companyName,
        { isForced: refusedValues !== null && refusedValues === JSON.stringify(valuesOf(draft)) },
      )
      onClose()
      onCreated?.(id)
    } catch (error) {
      setFailure(error)
      setRefusedValues(isRefusal(error, 'record.duplicate') ? JSON.stringify(valuesOf(draft)) : null)
      if (error instanceof ApiError)
        focusFirst(
          form.current,
          error.problems.map(({ field }) => field),
        )
    }
  }

  const submitNow = useEffectEvent(() => void submit())
  useEffect(() => {
    if (!isWaiting || !isLineSure) return
    setWaiting(false)
    submitNow()
  }, [isWaiting, isLineSure])

  useActions('dialog', [
    {
      id: 'create.submit',
      titleKey: 'records.create.submit',
      keys: 'Mod+Enter',
      inFields: true,
      keyOnly: true,
      perform: () => void submit(),
    },
  ])

  const fieldOf = ({ name, isWide }: FormEntry, isFirst: boolean) => (
    <FormField
      key={`${name} ${draft.revisions[name] ?? 0}`}
      screens={screens}
      name={name}
      draft={draft}
      autoFocus={isFirst}
      isWide={isWide}
      isRequired={needed.includes(name)}
      help={layout.helpOf(name)}
      error={sentenceOf(name)}
      // The company of a pasted line that is not in the base yet is added together with the person.
      hint={
        name === companyField(fromLine, entity.fields) && companyName
          ? t('records.create.companyToBe', { name: companyName })
          : undefined
      }
      onChange={(result, named) => {
        setDraft((former) => write(former, name, result, named))
        if (name === fromLine?.company) setCompanyName(null)
      }}
    />
  )

  function sentenceOf(name: string): string | undefined {
    const problem = problems[name]
    return problem ? t.dyn(`errors.${problem.error}`, problem.params) : sent[name]
  }

  return (
    <Modal
      opened
      onClose={onClose}
      size="medium"
      title={t.dyn(`records.newOf.${entity.name}`, {}, t('records.new', { noun: words.one(entity.name) }))}
      footer={
        <>
          <Button onClick={onClose}>{t('shell.cancel')}</Button>
          <Button
            variant="primary"
            loading={isPending || isWaiting}
            keys="Enter"
            onClick={() => void submit()}
          >
            {t(alike ? 'records.same.anyway' : 'records.create.submit')}
          </Button>
        </>
      }
    >
      <form ref={form} className={css.form} onSubmit={submit} noValidate>
        {failure !== null && !alike && Object.keys(sent).length === 0 && (
          <ErrorBox>{errorSentence(t, failure)}</ErrorBox>
        )}
        {fromLine && (
          <PasteLine
            onSure={() => setLineSure(true)}
            onRead={(line, former) => {
              const isRef = entity.fields[fromLine.company ?? '']?.type.name === 'ref'
              const { company, ...person } = line
              setCompanyName(isRef ? (company ?? null) : null)
              setDraft((all) => {
                const filled = fillFromLine(
                  all,
                  isRef ? person : line,
                  isRef ? { ...former, company: undefined } : former,
                  fromLine,
                  entity,
                )
                return isRef && company !== former.company
                  ? fill(filled, fromLine.company ?? '', null)
                  : filled
              })
            }}
          />
        )}
        <SameRecords
          screens={screens}
          values={valuesOf(draft)}
          companyName={companyName}
          refused={alike}
          onCompany={(id, name) => {
            setCompanyName(null)
            if (fromLine?.company) setDraft((all) => fill(all, fromLine.company ?? '', id, { [id]: name }))
          }}
          onLeave={onClose}
        />
        {quick.map((one, index) => fieldOf(one, index === 0 && !fromLine))}
        {step.isAsked && (
          <StepFields
            step={step}
            ownerName={draft.titles[String(writtenValue(draft, entity.ownerField ?? '') ?? '')]}
          />
        )}
        {isMore &&
          more.map(({ id, title, fields }) => (
            <Fragment key={id}>
              {title && <h3 className={css.group}>{title}</h3>}
              {fields.map((one) => fieldOf(one, false))}
            </Fragment>
          ))}
        {!isMore && more.length > 0 && (
          <Button variant="subtle" icon="chevronDown" onClick={() => setMore(true)}>
            {t('records.create.more')}
          </Button>
        )}
        {/* Enter in a field sends the form; a form of several fields needs a button of its own for that. */}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </Modal>
  )
}

/** One line such as "Anna Petrova +7 916 123-45-67 anna@x.ru Romashka", read into the fields as it is typed. */
function PasteLine({
  onRead,
  onSure,
}: {
  onRead: (line: ContactLine, former: ContactLine) => void
  /** The line has been read with all that is needed to read it. */
  onSure: () => void
}) {
  const t = useT()
  const { country } = useTextEnv()
  const phones = useStore(phoneLibrary)
  const [text, setText] = useState('')
  const [former, setFormer] = useState<ContactLine>({})

  function read(next: string) {
    const line = readContactLine(next, country)
    setText(next)
    setFormer(line)
    onRead(line, former)
  }

  const readAgain = useEffectEvent(() => {
    if (text !== '') read(text)
    onSure()
  })
  useEffect(() => {
    if (phones) readAgain()
    // Without it the line is read as well as it can be.
    else loadPhones().catch(() => readAgain())
  }, [phones])

  return (
    <TextInput
      autoFocus
      autoComplete="off"
      label={t('records.create.line')}
      description={t('records.create.lineHelp')}
      placeholder={t('records.create.lineExample')}
      value={text}
      onChange={read}
    />
  )
}

function companyField(
  fromLine: RecordScreens['create']['fromLine'],
  fields: RecordScreens['entity']['fields'],
): string | undefined {
  return fromLine?.company && fields[fromLine.company]?.type.name === 'ref' ? fromLine.company : undefined
}

function focusFirst(form: HTMLFormElement | null, names: readonly string[]): void {
  // After the messages have been rendered, so that they are read out with the field.
  requestAnimationFrame(() => {
    const found = names.map((name) =>
      form?.querySelector<HTMLElement>(`[data-field="${name}"] :is(input, textarea)`),
    )
    found.find(Boolean)?.focus()
  })
}
