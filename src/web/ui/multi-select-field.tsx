import { MultiSelect as MantineMultiSelect } from '@mantine/core'
import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import { foldText } from '../../kernel/queries/fold-text.ts'
import { useHastyEnter } from './hasty-enter.ts'
import { focusFirst } from './inputs.tsx'
import type { MultiSelectProps } from './multi-select.tsx'
import type { Option } from './select.tsx'
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
  const hasty = useHastyEnter(loading === true)
  return (
    <MantineMultiSelect
      {...rest}
      {...hasty.field}
      onOptionSubmit={hasty.settle}
      {...focusFirst(autoFocus)}
      data={options}
      value={value}
      searchable
      hidePickedOptions
      openOnFocus={false}
      onSearchChange={onSearch}
      filter={({ options: all, search }) => (onSearch ? all : nearestFirst(all as Option<Value>[], search))}
      nothingFoundMessage={loading ? strings.loading : strings.nothingFound}
      maxDropdownHeight={320}
      onChange={(next) => onChange(next as Value[])}
    />
  )
}

/** The options that hold what is typed; what begins with it comes first, so that Enter takes the likeliest. */
function nearestFirst<Value extends string>(
  options: readonly Option<Value>[],
  typed: string,
): Option<Value>[] {
  const wanted = foldText(typed.trim())
  const found = options.filter(({ label }) => foldText(label).includes(wanted))
  const begins = ({ label }: Option<Value>) => foldText(label).startsWith(wanted)
  return [...found.filter(begins), ...found.filter((one) => !begins(one))]
}
