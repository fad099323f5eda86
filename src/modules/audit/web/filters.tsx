import { useEffect, useEffectEvent, useState } from 'react'
import { RefPicker } from '../../../web/fields/ref-picker.tsx'
import { useT } from '../../../web/text/i18n.ts'
import { TextInput } from '../../../web/ui/inputs.tsx'
import { Select } from '../../../web/ui/select.tsx'

interface ActorFilterProps {
  /** What the person has done, where it is more than being there. */
  label?: string
  value: string | undefined
  /** Whatever names people, the chosen one among them. */
  rows: readonly { titles: Readonly<Record<string, string>> }[]
  onChange: (change: { actor: string | undefined }) => void
}

/** Only what one person has done. */
export function ActorFilter({ label, value, rows, onChange }: ActorFilterProps) {
  const t = useT()
  return (
    <RefPicker
      to="user"
      clearable
      label={label ?? t('audit.filter.actor')}
      placeholder={t('audit.filter.anybody')}
      value={value ?? null}
      title={value && rows.find(({ titles }) => value in titles)?.titles[value]}
      onChange={(id) => onChange({ actor: id ?? undefined })}
    />
  )
}

interface NameFilterProps {
  value: string | undefined
  onChange: (value: string | undefined) => void
}

/** Typing pauses this long before the server is asked. */
const pause = 300

/** Only what is called like it. */
export function NameFilter({ value = '', onChange }: NameFilterProps) {
  const t = useT()
  const [typed, setTyped] = useState(value)
  const ask = useEffectEvent((words: string) => {
    if (words !== value) onChange(words || undefined)
  })
  useEffect(() => {
    const timer = setTimeout(() => ask(typed.trim()), pause)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <TextInput
      type="search"
      label={t('audit.bin.called')}
      maxLength={200}
      value={typed}
      onChange={setTyped}
    />
  )
}

interface AnyOfProps {
  label: string
  value: string | undefined
  options: readonly { value: string; label: string }[]
  onChange: (value: string | undefined) => void
}

/** One of several, or any of them. */
export function AnyOf({ label, value, options, onChange }: AnyOfProps) {
  const t = useT()
  return (
    <Select
      clearable
      label={label}
      placeholder={t('audit.filter.any')}
      value={value ?? null}
      options={options}
      onChange={(next) => onChange(next ?? undefined)}
    />
  )
}
