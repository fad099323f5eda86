import { type FormEvent, useState } from 'react'
import type { Parsed } from '../../../kernel/fields/field-type.ts'
import type { Change, Row, Titles } from '../../api/shapes.ts'
import { useFieldWords } from '../../fields/field-words.ts'
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
  const { Editor, ofOneRecord = false } = field ? widgetOf(field) : { Editor: null }

  function send(event: FormEvent) {
    event.preventDefault()
    if (name !== null && written.result.ok && !(field?.required && written.result.value === null)) {
      onAnswer({ [name]: written.result.value }, written.titles)
    }
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
          setWritten({ result: { ok: true, value: null }, titles: {} })
        }}
      />
      {ofOneRecord && <p>{t('records.ask.onlyEmptied')}</p>}
      {name !== null && field && Editor && !ofOneRecord && (
        <Editor
          key={name}
          entity={entity}
          name={name}
          field={field}
          value={null}
          titles={{}}
          label={words.field(entity, name)}
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
        {t('records.ask.apply')}
      </Button>
    </form>
  )
}
