import { useState } from 'react'
import { Button } from './button.tsx'
import css from './copy-field.module.css'
import { copyText } from './copy-text.ts'
import { useStrings } from './strings.tsx'

/** A text to take away, such as a link or a key, with a button that copies it. */
export function CopyField({ value, label }: { value: string; label: string }) {
  const strings = useStrings()
  const [copied, setCopied] = useState(false)

  async function copy(field: HTMLInputElement | null) {
    setCopied(await copyText(value))
    // What could not be copied is at least selected for Ctrl+C.
    field?.select()
  }

  return (
    <div className={css.copy}>
      <input
        className={css.text}
        readOnly
        aria-label={label}
        value={value}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button
        icon={copied ? 'check' : 'copy'}
        onClick={(event) => void copy(event.currentTarget.parentElement?.querySelector('input') ?? null)}
      >
        <span aria-live="polite">{copied ? strings.copied : strings.copy}</span>
      </Button>
    </div>
  )
}
