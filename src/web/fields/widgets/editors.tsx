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

/** How every editor is called and looks: by its label, or where there is none by the name of the field. */
function useAsked({ entity, name, label, error, required, autoFocus }: EditorProps) {
  const words = useFieldWords()
  const called = label ? undefined : words.field(entity, name)
  return { label, error, required, autoFocus, 'aria-label': called }
}

export function ChoiceEditor(props: EditorProps) {
  const { entity, name, field, value, required, unfolded, onChange, onPick } = props
  const asked = useAsked(props)
  const words = useFieldWords()
  const choices = field.options.choices as readonly string[]
  return (
    <Select
      {...asked}
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

export function MultiChoiceEditor(props: EditorProps) {
  const { entity, name, field, value, onChange } = props
  const asked = useAsked(props)
  const words = useFieldWords()
  // Kept here: in its place on a page or in a cell an editor is told what it began with until it is saved.
  const [chosen, setChosen] = useState((value as string[] | null) ?? [])
  const choices = field.options.choices as readonly string[]
  return (
    <MultiSelect
      {...asked}
      value={chosen}
      options={choices.map((key) => ({ value: key, label: words.choice(entity.name, name, key) }))}
      onChange={(keys) => {
        setChosen(keys)
        onChange({ ok: true, value: keys.length > 0 ? keys : null })
      }}
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
export function YesNoEditor(props: EditorProps) {
  const { value, onChange, onPick } = props
  const t = useT()
  return (
    <Select
      {...useAsked(props)}
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

export function DateEditor(props: EditorProps) {
  const { field, value, onChange, onPick } = props
  const asked = useAsked(props)
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
        {...asked}
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

export function DateTimeEditor(props: EditorProps) {
  const { value, onChange } = props
  return (
    <DateTimePicker
      {...useAsked(props)}
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

export function RefEditor(props: EditorProps) {
  const { field, value, titles, unfolded, narrow, onChange, onPick } = props
  const asked = useAsked(props)
  const t = useT()
  const id = value as string | null
  return (
    <RefPicker
      {...asked}
      to={field.options.to}
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

export function RefsEditor(props: EditorProps) {
  const { field, value, titles, unfolded, onChange } = props
  const asked = useAsked(props)
  const [ids, setIds] = useState((value as string[] | null) ?? [])
  return (
    <RefsPicker
      {...asked}
      to={field.options.to}
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
