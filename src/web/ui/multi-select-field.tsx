import { MultiSelect as MantineMultiSelect } from '@mantine/core'
import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import { focusFirst } from './inputs.tsx'
import type { MultiSelectProps } from './multi-select.tsx'
import { useStrings } from './strings.tsx'

/** The field of `MultiSelect`, in a chunk of its own. */
export function MultiSelectField<Value extends string>({
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
