import { TextInput, type TextInputProps } from '../../../../web/ui/inputs.tsx'
import css from './outcome-fields.module.css'

/** A field of the outcome with its name at the side. */
export function TextLine({ label, id, ...rest }: TextInputProps & { id: string; label: string }) {
  return (
    <div className={css.line}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      <TextInput {...rest} id={id} className={css.wide} />
    </div>
  )
}
