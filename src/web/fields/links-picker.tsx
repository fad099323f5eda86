import { useDeferredValue, useState } from 'react'
import { useRecords } from '../api/records.ts'
import type { Titles } from '../api/shapes.ts'
import { allNouns } from '../app/registry.ts'
import { useT } from '../text/i18n.ts'
import { MultiSelect } from '../ui/multi-select.tsx'
import type { RefsPickerProps } from './refs-picker.tsx'

/** A choice of several records of any noun, found by typing; chosen ones the reader may not see stay chosen. */
export function LinksPicker({
  to,
  value,
  titles,
  onChange,
  mayCreate: _never,
  unfolded: _none,
  ...rest
}: RefsPickerProps) {
  const t = useT()
  const noun = allNouns().entity(to)
  const [typed, setTyped] = useState('')
  const [known, setKnown] = useState<Titles>(titles)
  const q = useDeferredValue(typed.trim())
  const { rows, isLoading, isStale } = useRecords(noun, { q, limit: 20 })
  const nameOf = (id: string) => {
    const row = rows.find((one) => one.id === id)
    return row ? String(row[noun.title] ?? '') : (known[id] ?? titles[id] ?? t('values.noAccess'))
  }
  const offered = rows.map(({ id }) => id).filter((id) => !value.includes(id))
  return (
    <MultiSelect
      {...rest}
      value={[...value]}
      options={[...value, ...offered].map((id) => ({ value: id, label: nameOf(id) }))}
      loading={isLoading || isStale || q !== typed.trim()}
      onSearch={setTyped}
      onChange={(ids) => {
        const named = Object.fromEntries(ids.map((id) => [id, nameOf(id)]))
        setKnown((former) => ({ ...former, ...named }))
        onChange(ids, named)
      }}
    />
  )
}
