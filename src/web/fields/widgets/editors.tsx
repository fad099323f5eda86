import { lazy, Suspense, useRef, useState } from 'react'
import { useT } from '../../text/i18n.ts'
import { DatePicker, DateTimePicker } from '../../ui/dates.tsx'
import { MultiSelect } from '../../ui/multi-select.tsx'
import { Select } from '../../ui/select.tsx'
import { Skeleton } from '../../ui/small.tsx'
import { StarsInput } from '../../ui/stars.tsx'
import { Checkbox } from '../../ui/toggles.tsx'
import { useFieldWords } from '../field-words.ts'
import { RefPicker } from '../ref-picker.tsx'
import { RefsPicker } from '../refs-picker.tsx'
import type { EditorProps } from '../widget.ts'

// Each of these is reached through the registry by the type of the field, so the value is of that type.

export function ChoiceEditor({
  entity,
  name,
  field,
  value,
  label,
  error,
  required,
  autoFocus,
  unfolded,
  onChange,
  onPick,
}: EditorProps) {
  const words = useFieldWords()
  const choices = field.options.choices as readonly string[]
  return (
    <Select
      label={label}
      aria-label={label ? undefined : words.field(entity, name)}
      error={error}
      required={required}
      autoFocus={autoFocus}
      opened={unfolded}
      clearable={!required && !field.required}
      value={value as string | null}
      options={choices.map((key) => ({ value: key, label: words.choice(entity.name, name, key) }))}
      onChange={(key) => {
        onChange({ ok: true, value: key })
        onPick?.(key)
      }}
    />
  )
}

export function MultiChoiceEditor({
  entity,
  name,
  field,
  value,
  label,
  error,
  required,
  ...rest
}: EditorProps) {
  const words = useFieldWords()
  const choices = field.options.choices as readonly string[]
  return (
    <MultiSelect
      label={label}
      aria-label={label ? undefined : words.field(entity, name)}
      error={error}
      required={required}
      autoFocus={rest.autoFocus}
      value={(value as string[] | null) ?? []}
      options={choices.map((key) => ({ value: key, label: words.choice(entity.name, name, key) }))}
      onChange={(keys) => rest.onChange({ ok: true, value: keys.length > 0 ? keys : null })}
    />
  )
}

export function RatingEditor({ entity, name, field, value, label, onChange, onPick }: EditorProps) {
  const words = useFieldWords()
  return (
    <StarsInput
      label={label}
      name={words.field(entity, name)}
      value={(value as number | null) ?? 0}
      of={field.options.max ?? 5}
      onChange={(stars) => {
        const chosen = stars === 0 ? null : stars
        onChange({ ok: true, value: chosen })
        onPick?.(chosen)
      }}
    />
  )
}

export function BooleanEditor({ entity, name, value, label, error, onChange, onPick }: EditorProps) {
  const words = useFieldWords()
  const title = words.field(entity, name)
  return (
    <Checkbox
      label={label ?? title}
      aria-label={title}
      error={error}
      checked={value === true}
      onChange={(checked) => {
        onChange({ ok: true, value: checked })
        onPick?.(checked)
      }}
    />
  )
}

/** Yes or no where a box that is empty could mean "not said". */
export function YesNoEditor({ entity, name, value, label, error, onChange, onPick }: EditorProps) {
  const t = useT()
  const words = useFieldWords()
  return (
    <Select
      label={label}
      aria-label={label ? undefined : words.field(entity, name)}
      error={error}
      value={value === null || value === undefined ? null : value ? 'yes' : 'no'}
      options={[
        { value: 'yes', label: t('values.yes') },
        { value: 'no', label: t('values.no') },
      ]}
      onChange={(key) => {
        onChange({ ok: true, value: key === 'yes' })
        onPick?.(key === 'yes')
      }}
    />
  )
}

export function DateEditor({
  entity,
  name,
  field,
  value,
  label,
  error,
  required,
  autoFocus,
  onChange,
  onPick,
}: EditorProps) {
  const words = useFieldWords()
  // A day pressed in the calendar is a choice; the same day typed digit by digit is not, until it is confirmed.
  const isTyped = useRef(false)
  return (
    <div
      onInput={() => {
        isTyped.current = true
      }}
      onPointerDownCapture={() => {
        isTyped.current = false
      }}
    >
      <DatePicker
        label={label}
        aria-label={label ? undefined : words.field(entity, name)}
        error={error}
        required={required}
        autoFocus={autoFocus}
        clearable={!field.required}
        value={value as string | null}
        onChange={(day) => {
          onChange({ ok: true, value: day })
          if (!isTyped.current) onPick?.(day)
        }}
      />
    </div>
  )
}

export function DateTimeEditor({
  entity,
  name,
  value,
  label,
  error,
  required,
  autoFocus,
  onChange,
}: EditorProps) {
  const words = useFieldWords()
  return (
    <DateTimePicker
      label={label}
      aria-label={label ? undefined : words.field(entity, name)}
      error={error}
      required={required}
      autoFocus={autoFocus}
      value={value as string | null}
      onChange={(moment) => onChange({ ok: true, value: moment })}
    />
  )
}

const AddressForm = lazy(async () => ({ default: (await import('./address-editor.tsx')).AddressForm }))

/** The names of countries come with it, so it is loaded when it is needed. */
export function AddressEditor(props: EditorProps) {
  return (
    <Suspense fallback={<Skeleton height={160} />}>
      <AddressForm {...props} />
    </Suspense>
  )
}

export function RefEditor({
  entity,
  name,
  field,
  value,
  titles,
  label,
  error,
  required,
  autoFocus,
  unfolded,
  narrow,
  onChange,
  onPick,
}: EditorProps) {
  const t = useT()
  const words = useFieldWords()
  const id = value as string | null
  return (
    <RefPicker
      to={field.options.to}
      label={label}
      aria-label={label ? undefined : words.field(entity, name)}
      error={error}
      required={required}
      autoFocus={autoFocus}
      unfolded={unfolded}
      clearable={!field.required}
      narrow={narrow}
      value={id}
      title={id ? (titles[id] ?? t('values.noAccess')) : undefined}
      onChange={(picked, title) => {
        const named = picked !== null && title !== undefined ? { [picked]: title } : undefined
        onChange({ ok: true, value: picked }, named)
        onPick?.(picked, named)
      }}
    />
  )
}

export function RefsEditor({
  entity,
  name,
  field,
  value,
  titles,
  label,
  error,
  required,
  autoFocus,
  unfolded,
  onChange,
}: EditorProps) {
  const words = useFieldWords()
  const [ids, setIds] = useState((value as string[] | null) ?? [])
  return (
    <RefsPicker
      to={field.options.to}
      label={label}
      aria-label={label ? undefined : words.field(entity, name)}
      error={error}
      required={required}
      autoFocus={autoFocus}
      unfolded={unfolded}
      mayCreate
      value={ids}
      titles={titles}
      onChange={(next, named) => {
        setIds(next)
        onChange({ ok: true, value: next.length > 0 ? next : null }, named)
      }}
    />
  )
}
