import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Combobox, useCombobox } from './combobox.tsx'
import { useHastyEnter } from './hasty-enter.ts'
import { Icon } from './icon.tsx'
import { type FieldProps, TextInput } from './inputs.tsx'
import css from './search-select.module.css'
import { useStrings } from './strings.tsx'

export interface FoundOption {
  value: string
  label: string
  /** Said in a second line, quietly. */
  description?: ReactNode
  leftSection?: ReactNode
}

export interface SearchSelectProps extends FieldProps {
  value: string | null
  /** Name of what is chosen. */
  title: string
  options: readonly FoundOption[]
  loading?: boolean
  clearable?: boolean
  unfolded?: boolean
  leftSection?: ReactNode
  onOpen?: (opened: boolean) => void
  /** What is typed to find something; '' while nothing is. */
  onSearch: (text: string) => void
  onPick: (value: string) => void
  onClear?: () => void
  /** Offered below what was found. */
  create?: { label: string; onCreate: () => void }
}

const createValue = ' create'

/** A choice of one out of many that are found by typing; what is found comes from outside. */
export function SearchSelect(props: SearchSelectProps) {
  const {
    value,
    title,
    options,
    loading,
    clearable,
    unfolded,
    onOpen,
    onSearch,
    onPick,
    onClear,
    create,
    ...rest
  } = props
  const strings = useStrings()
  const [typed, setTyped] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const hasty = useHastyEnter(loading === true)
  const store = useCombobox({
    defaultOpened: unfolded,
    onDropdownOpen: () => onOpen?.(true),
    onDropdownClose: () => {
      onOpen?.(false)
      store.resetSelectedOption()
    },
  })
  const first = options[0]?.value
  // The best hit is at hand for Enter as soon as it is found.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is found changes the choice
  useEffect(() => {
    if (typed) store.selectFirstOption()
    else if (value !== null && store.dropdownOpened) store.selectActiveOption()
  }, [first, typed])

  function search(text: string) {
    setTyped(text)
    onSearch(text)
    store.openDropdown()
  }

  function leave() {
    store.closeDropdown()
    setTyped(null)
    onSearch('')
    if (typed === '' && value !== null && clearable) onClear?.()
  }

  return (
    <Combobox
      store={store}
      withinPortal
      width="target"
      onOptionSubmit={(picked) => {
        hasty.settle()
        setTyped(null)
        onSearch('')
        store.closeDropdown()
        if (picked === createValue) create?.onCreate()
        else onPick(picked)
      }}
    >
      <Combobox.Target>
        <TextInput
          {...rest}
          {...hasty.field}
          ref={input}
          value={typed ?? title}
          onChange={search}
          onFocus={(event) => {
            if (event.target instanceof HTMLInputElement) event.target.select()
            rest.onFocus?.(event)
          }}
          onBlur={(event) => {
            leave()
            rest.onBlur?.(event)
          }}
          onKeyDown={(event) => {
            rest.onKeyDown?.(event)
          }}
          rightSection={
            clearable && value !== null ? (
              <button
                type="button"
                className={css.clear}
                tabIndex={-1}
                aria-label={strings.clear}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => {
                  hasty.settle()
                  setTyped(null)
                  onClear?.()
                }}
              >
                <Icon name="close" size={14} />
              </button>
            ) : (
              <button
                type="button"
                className={css.clear}
                tabIndex={-1}
                aria-hidden
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => {
                  input.current?.focus()
                  store.toggleDropdown()
                }}
              >
                <Icon name="chevronDown" size={14} />
              </button>
            )
          }
        />
      </Combobox.Target>
      <Combobox.Dropdown className={css.dropdown}>
        <Combobox.Options
          className={css.options}
          aria-label={rest['aria-label'] ?? (typeof rest.label === 'string' ? rest.label : undefined)}
        >
          {options.map((option) => (
            <Combobox.Option key={option.value} value={option.value} active={option.value === value}>
              <span className={css.option}>
                {option.leftSection}
                <span className={css.words}>
                  <span className={css.label}>{option.label}</span>
                  {option.description && <span className={css.description}>{option.description}</span>}
                </span>
                {option.value === value && <Icon name="check" size={14} />}
              </span>
            </Combobox.Option>
          ))}
          {create && (
            <Combobox.Option value={createValue}>
              <span className={css.option}>
                <Icon name="add" />
                <span className={css.label}>{create.label}</span>
              </span>
            </Combobox.Option>
          )}
          {options.length === 0 && !create && (
            <Combobox.Empty>{loading ? strings.loading : strings.nothingFound}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
