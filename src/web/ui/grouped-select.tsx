import { useEffect, useId, useRef, useState } from 'react'
import { foldText } from '../../kernel/queries/fold-text.ts'
import { Combobox, useCombobox } from './combobox.tsx'
import css from './grouped-select.module.css'
import { Icon } from './icon.tsx'
import { useStrings } from './strings.tsx'

export interface GroupedOption {
  value: string
  label: string
  /** Options of one group stand together under its name; those without one come first. */
  group?: string
  /** Said quietly at the end of the line. */
  hint?: string
  disabled?: boolean
}

export interface GroupedSelectProps {
  value: string
  options: readonly GroupedOption[]
  onChange: (value: string) => void
  'aria-label': string
  /** `quiet` for a value that stands for nothing chosen. */
  tone?: 'normal' | 'quiet' | 'warning'
  /** What to type into to narrow the options. */
  searchLabel: string
}

/**
 * One of many options in named groups, narrowed by typing. The list exists only while it is open, so that a table may
 * hold hundreds of them.
 */
export function GroupedSelect(props: GroupedSelectProps) {
  const [isOpen, setOpen] = useState(false)
  const wasOpen = useRef(false)
  const face = <Face {...props} />
  if (!isOpen) {
    return (
      <button
        type="button"
        className={css.face}
        data-tone={props.tone}
        aria-haspopup="listbox"
        aria-expanded={false}
        aria-label={`${props['aria-label']}: ${labelOf(props)}`}
        // biome-ignore lint/a11y/noAutofocus: the focus returns to where the list was opened from
        autoFocus={wasOpen.current}
        onClick={() => setOpen(true)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          setOpen(true)
        }}
      >
        {face}
      </button>
    )
  }
  wasOpen.current = true
  return <OpenList {...props} onClose={() => setOpen(false)} />
}

function Face(props: GroupedSelectProps) {
  return (
    <>
      <span className={css.label}>{labelOf(props)}</span>
      <Icon name="chevronDown" size={14} />
    </>
  )
}

const labelOf = ({ value, options }: GroupedSelectProps) =>
  options.find((option) => option.value === value)?.label ?? ''

function OpenList({ onClose, ...props }: GroupedSelectProps & { onClose: () => void }) {
  const { value, options, onChange, searchLabel } = props
  const strings = useStrings()
  const listId = useId()
  const [typed, setTyped] = useState('')
  const store = useCombobox({ defaultOpened: true, onDropdownClose: onClose })
  const shown = narrowed(options, typed)
  // The best hit is at hand for Enter while one types; before that, what is chosen now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed moves the choice
  useEffect(() => {
    if (typed) store.selectFirstOption()
    else store.selectActiveOption()
  }, [typed])
  return (
    <Combobox
      store={store}
      withinPortal
      width={300}
      position="bottom-start"
      onOptionSubmit={(picked) => {
        onChange(picked)
        store.closeDropdown()
      }}
    >
      <Combobox.DropdownTarget>
        <button
          type="button"
          className={css.face}
          data-tone={props.tone}
          data-open
          aria-expanded
          aria-label={props['aria-label']}
          onClick={() => store.closeDropdown()}
        >
          <Face {...props} />
        </button>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown className={css.dropdown}>
        <Combobox.Search
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          placeholder={searchLabel}
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-label={searchLabel}
          autoFocus
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.stopPropagation()
            if (event.key === 'Escape' || event.key === 'Tab') store.closeDropdown()
          }}
        />
        <Combobox.Options id={listId} className={css.options} aria-label={props['aria-label']}>
          <Groups options={shown} value={value} />
          {shown.length === 0 && <Combobox.Empty>{strings.nothingFound}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

function Groups({ options, value }: Pick<GroupedSelectProps, 'options' | 'value'>) {
  return groupsOf(options).map(({ group, members }) => (
    <Combobox.Group key={group} label={group || undefined}>
      {members.map((option) => (
        <Combobox.Option
          key={option.value}
          value={option.value}
          active={option.value === value}
          disabled={option.disabled}
        >
          <span className={css.option}>
            <span className={css.label}>{option.label}</span>
            {option.hint && <span className={css.hint}>{option.hint}</span>}
            {option.value === value && <Icon name="check" size={14} />}
          </span>
        </Combobox.Option>
      ))}
    </Combobox.Group>
  ))
}

function narrowed(options: readonly GroupedOption[], typed: string): readonly GroupedOption[] {
  const wanted = foldText(typed.trim())
  return wanted === '' ? options : options.filter(({ label }) => foldText(label).includes(wanted))
}

function groupsOf(options: readonly GroupedOption[]): { group: string; members: GroupedOption[] }[] {
  const groups = new Map<string, GroupedOption[]>()
  for (const option of options)
    groups.set(option.group ?? '', [...(groups.get(option.group ?? '') ?? []), option])
  return [...groups].map(([group, members]) => ({ group, members }))
}
