import type { Parsed } from '../../../kernel/fields/field-type.ts'
import type { Titles } from '../../api/shapes.ts'
import { useFieldWords } from '../../fields/field-words.ts'
import { widgetOf } from '../../fields/widgets.ts'
import { narrowOf } from '../narrow.ts'
import type { RecordScreens } from '../screens.ts'
import css from './create-dialog.module.css'
import { type CreateDraft, valuesOf, writtenValue } from './draft.ts'

export interface FormFieldProps {
  screens: RecordScreens
  name: string
  draft: CreateDraft
  error?: string
  hint?: string
  /** What the workspace explains about the field. */
  help?: string
  /** Must be filled in here, though records may be without it elsewhere. */
  isRequired?: boolean
  /** Takes a line of its own. */
  isWide?: boolean
  autoFocus?: boolean
  onChange: (result: Parsed<unknown>, titles?: Titles) => void
}

/** A field of a form, by its declaration. */
export function FormField(props: FormFieldProps) {
  const {
    screens,
    name,
    draft,
    error,
    hint,
    help,
    isRequired = false,
    isWide = false,
    autoFocus,
    onChange,
  } = props
  const { entity } = screens
  const words = useFieldWords()
  const field = entity.fields[name]
  const Editor = field && widgetOf(field).Editor
  if (!field || !Editor) return null
  return (
    <div
      data-field={name}
      data-wide={
        isWide || name === entity.title || ['longText', 'richText'].includes(field.type.name) || undefined
      }
    >
      <Editor
        entity={entity}
        name={name}
        field={field}
        value={writtenValue(draft, name)}
        titles={draft.titles}
        label={words.field(entity, name)}
        required={field.required || isRequired}
        error={error}
        autoFocus={autoFocus}
        narrow={narrowOf(screens, name, valuesOf(draft))}
        onChange={onChange}
      />
      {(hint ?? help) && <p className={css.hint}>{hint ?? help}</p>}
    </div>
  )
}
