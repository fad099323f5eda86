import { Select as MantineSelect } from '@mantine/core'
import type { ReactNode, Ref } from 'react'
import { useHastyEnter } from './hasty-enter.ts'
import { type FieldProps, focusFirst } from './inputs.tsx'
import { useStrings } from './strings.tsx'

export interface Option<Value extends string = string> {
  value: Value
  label: string
  disabled?: boolean
}

export interface SelectProps<Value extends string> extends FieldProps {
  value: Value | null
  onChange: (value: Value | null) => void
  options: readonly Option<Value>[]
  /** Lets the user type to narrow the list; on by itself from eight options. */
  searchable?: boolean
  clearable?: boolean
  leftSection?: ReactNode
  /** Called with what is typed; give it to fetch options and the list is not narrowed here. */
  onSearch?: (text: string) => void
  loading?: boolean
  opened?: boolean
  onClose?: () => void
  ref?: Ref<HTMLInputElement>
}

/** One of several. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const {
    options,
    onChange,
    searchable = options.length > 7,
    clearable = false,
    onSearch,
    loading,
    opened,
    onClose,
    autoFocus,
    ...rest
  } = props
  const strings = useStrings()
  const hasty = useHastyEnter(loading === true)
  const isSearched = searchable || onSearch !== undefined
  return (
    <MantineSelect
      {...rest}
      {...hasty.field}
      // What is typed takes the place of what is chosen, and is not added to it.
      onClick={isSearched ? ({ currentTarget }) => currentTarget.select() : undefined}
      onOptionSubmit={hasty.settle}
      onClear={hasty.settle}
      {...focusFirst(autoFocus)}
      data={options}
      searchable={isSearched}
      // The best hit is at hand for Enter as soon as something is typed.
      selectFirstOptionOnChange
      clearable={clearable}
      allowDeselect={false}
      // A list that opens by itself covers what stands below it.
      openOnFocus={false}
      defaultDropdownOpened={opened}
      onDropdownClose={onClose}
      onSearchChange={onSearch}
      filter={onSearch ? ({ options: all }) => all : undefined}
      nothingFoundMessage={loading ? strings.loading : strings.nothingFound}
      clearButtonProps={{ 'aria-label': strings.clear }}
      checkIconPosition="right"
      maxDropdownHeight={320}
      // Options hold only the given values, so what comes back is one of them.
      onChange={(value) => onChange(value as Value | null)}
    />
  )
}
