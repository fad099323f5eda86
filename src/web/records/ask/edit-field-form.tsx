import { type FormEvent, useState } from 'react'
import type { Parsed } from '../../../kernel/fields/field-type.ts'
import type { Change, Row, Titles } from '../../api/shapes.ts'
import { useFieldWords } from '../../fields/field-words.ts'
import { YesNoEditor } from '../../fields/widgets/editors.tsx'
import { widgetOf } from '../../fields/widgets.ts'
import { useT } from '../../text/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { narrowOf } from '../narrow.ts'
import type { RecordScreens } from '../screens.ts'
import css from './ask-dialog.module.css'

export interface EditFieldFormProps {
  screens: RecordScreens
  rows: readonly { row: Row }[]
  onAnswer: (changes: Change, titles: Titles) => void
}

/** Asks which field and what to put into it; left empty, it is emptied. */
export function EditFieldForm({ screens, rows, onAnswer }: EditFieldFormProps) {
  const { entity } = screens
  const t = useT()
  const words = useFieldWords()
  const [name, setName] = useState<string | null>(null)
  const [written, setWritten] = useState<{ result: Parsed<unknown>; titles: Titles }>({
    result: { ok: true, value: null },
    titles: {},
  })
  const field = name === null ? undefined : entity.fields[name]
  const editable = Object.entries(entity.fields).filter(
    // A stage goes with its pipeline, and the owner has a verb of its own: both have their own buttons.
    ([one, candidate]) =>
      !candidate.readOnly &&
      !candidate.createOnly &&
      !candidate.hidden &&
      !candidate.unique &&
      widgetOf(candidate).Editor &&
      !(entity.worked && ['pipeline', 'stage', 'owner'].includes(one)),
  )
  const { Editor: Usual, ofOneRecord = false } = field ? widgetOf(field) : { Editor: null }
  // A box that nobody has ticked could mean either.
  const Editor = field?.type.name === 'boolean' ? YesNoEditor : Usual
  const { result } = written
  const isEmptied = name !== null && result.ok && result.value === null
  const [isChecked, setChecked] = useState(false)
  const problem = !result.ok
    ? t.dyn(`errors.${result.error}`, result.params)
    : isEmptied && field?.required
      ? t.dyn('errors.value.required')
      : undefined

  function send(event: FormEvent) {
    event.preventDefault()
    setChecked(true)
    if (name !== null && result.ok && !problem) onAnswer({ [name]: result.value }, written.titles)
  }

  return (
    <form className={css.form} onSubmit={send}>
      <Select
        label={t('records.ask.field')}
        value={name}
        autoFocus
        searchable
        options={editable.map(([one]) => ({ value: one, label: words.field(entity, one) }))}
        onChange={(one) => {
          setName(one)
          setChecked(false)
          setWritten({ result: { ok: true, value: null }, titles: {} })
        }}
      />
      {ofOneRecord && <p>{t('records.ask.onlyEmptied')}</p>}
      {name !== null && field && Editor && !ofOneRecord && (
        <Editor
          key={name}
          autoFocus
          entity={entity}
          name={name}
          field={field}
          value={null}
          titles={{}}
          label={words.field(entity, name)}
          error={isChecked ? problem : undefined}
          narrow={narrowOf(screens, name, rows[0]?.row ?? {})}
          onChange={(result, titles = {}) => setWritten({ result, titles })}
        />
      )}
      <Button
        type="submit"
        variant="primary"
        disabled={name === null}
        title={name === null ? t('records.ask.chooseField') : undefined}
      >
        {t(isEmptied && !field?.required ? 'records.ask.empty' : 'records.ask.apply')}
      </Button>
    </form>
  )
}
