import { useEffect, useRef } from 'react'
import { useActions } from '../../shell/actions/registry.ts'
import { Icon } from '../../ui/icon.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import css from './ask-dialog.module.css'

export interface NumberedOption {
  id: string
  name: string
  isCurrent?: boolean
}

export interface NumberedChoiceProps {
  label: string
  options: readonly NumberedOption[]
  onPick: (id: string, name: string) => void
}

/** A short list in a dialog: pressed, walked with arrows, or answered by a digit. */
export function NumberedChoice({ label, options, onPick }: NumberedChoiceProps) {
  const list = useRef<HTMLUListElement>(null)

  useActions(
    'dialog',
    options.slice(0, 9).map(({ id, name }, index) => ({
      id: `choice.${index + 1}`,
      titleKey: 'records.ask.choose',
      titleParams: { name },
      keys: String(index + 1),
      keyOnly: true,
      perform: () => onPick(id, name),
    })),
  )

  const count = options.length
  useEffect(() => {
    if (count > 0) list.current?.querySelector<HTMLElement>('[aria-current], button')?.focus()
  }, [count])

  function walk(by: 1 | -1) {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    buttons[(at + by + buttons.length) % buttons.length]?.focus()
  }

  return (
    <ul
      ref={list}
      className={css.options}
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
        event.preventDefault()
        walk(event.key === 'ArrowDown' ? 1 : -1)
      }}
    >
      {options.map(({ id, name, isCurrent }, index) => (
        <li key={id}>
          <button
            type="button"
            className={css.option}
            style={{ width: '100%' }}
            aria-current={isCurrent || undefined}
            onClick={() => onPick(id, name)}
          >
            <span className={css.name}>{name}</span>
            {isCurrent && <Icon name="check" size={14} />}
            {index < 9 && <Kbd keys={String(index + 1)} quiet />}
          </button>
        </li>
      ))}
    </ul>
  )
}
