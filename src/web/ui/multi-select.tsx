import { MultiSelect as MantineMultiSelect } from '@mantine/core'
import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import { type FieldProps, focusFirst } from './inputs.tsx'
import type { Option } from './select.tsx'
import { useStrings } from './strings.tsx'

export interface MultiSelectProps<Value extends string> extends FieldProps {
  value: Value[]
  onChange: (value: Value[]) => void
  options: readonly Option<Value>[]
  onSearch?: (text: string) => void
  loading?: boolean
}

/** Any number of several. */
export function MultiSelect<Value extends string>({
  options,
  onChange,
  onSearch,
  loading,
  value,
  autoFocus,
  ...rest
}: MultiSelectProps<Value>) {
  const strings = useStrings()
  return (
    <MantineMultiSelect
      {...rest}
      {...focusFirst(autoFocus)}
      data={options}
      value={value}
      searchable
      hidePickedOptions
      openOnFocus={false}
      onSearchChange={onSearch}
      filter={onSearch ? ({ options: all }) => all : undefined}
      nothingFoundMessage={loading ? strings.loading : strings.nothingFound}
      maxDropdownHeight={320}
      onChange={(next) => onChange(next as Value[])}
    />
  )
}
