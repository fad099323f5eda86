import { useRef } from 'react'
import { useLanguage, useT } from '../../../../web/text/i18n.ts'
import { Button, IconButton } from '../../../../web/ui/button.tsx'
import { TextInput } from '../../../../web/ui/inputs.tsx'
import { ErrorBox } from '../../../../web/ui/small.tsx'
import css from '../fields-page.module.css'
import { type ChoiceDraft, newChoice } from './drafts.ts'

/** The choices of a field, one a line. Several pasted at once become a line each. */
export function ChoicesInput({
  value,
  error,
  onChange,
}: {
  value: ChoiceDraft[]
  error?: string
  onChange: (value: ChoiceDraft[]) => void
}) {
  const t = useT()
  const language = useLanguage()
  const rename = (draft: ChoiceDraft, text: string) => {
    const [first = '', ...more] = text.split('\n')
    const names = { ...draft.names, [language]: first }
    onChange(
      value.flatMap((one) =>
        one === draft
          ? [{ ...one, names }, ...more.filter(Boolean).map((name) => newChoice(null, { [language]: name }))]
          : [one],
      ),
    )
  }
  const list = useRef<HTMLDivElement>(null)
  function shift(at: number, by: -1 | 1) {
    const next = [...value]
    const [moved] = next.splice(at, 1)
    if (!moved || at + by < 0 || at + by > next.length) return
    next.splice(at + by, 0, moved)
    onChange(next)
    // What was moved keeps the focus.
    requestAnimationFrame(() => list.current?.querySelectorAll('input')[at + by]?.focus())
  }
  return (
    <fieldset>
      <legend className={css.legend}>{t('customFields.choices')}</legend>
      <div className={css.choices} ref={list}>
        {value.map((draft, index) => (
          <div
            key={draft.id}
            className={css.choice}
            onPaste={(event) => {
              const text = event.clipboardData.getData('text')
              if (!text.includes('\n')) return
              event.preventDefault()
              rename(draft, text.replaceAll('\r', ''))
            }}
          >
            <TextInput
              aria-label={t('customFields.choiceAt', { at: index + 1 })}
              maxLength={80}
              autoFocus={index > 0 && draft.key === null}
              value={draft.names[language] ?? Object.values(draft.names)[0] ?? ''}
              onChange={(text) => rename(draft, text)}
              onKeyDown={(event) => {
                if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
                event.preventDefault()
                shift(index, event.key === 'ArrowUp' ? -1 : 1)
              }}
            />
            <IconButton
              size="small"
              icon="up"
              label={t('customFields.choiceUp', { at: index + 1 })}
              disabled={index === 0}
              onClick={() => shift(index, -1)}
            />
            <IconButton
              size="small"
              icon="down"
              label={t('customFields.choiceDown', { at: index + 1 })}
              disabled={index === value.length - 1}
              onClick={() => shift(index, 1)}
            />
            <IconButton
              size="small"
              icon="delete"
              label={t('customFields.dropChoice', { at: index + 1 })}
              onClick={() => onChange(value.filter((one) => one !== draft))}
            />
          </div>
        ))}
      </div>
      <Button size="small" variant="subtle" icon="add" onClick={() => onChange([...value, newChoice()])}>
        {t('customFields.addChoice')}
      </Button>
      {error && <ErrorBox>{error}</ErrorBox>}
    </fieldset>
  )
}
