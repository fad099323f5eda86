import { Popover } from '@mantine/core'
import {
  cloneElement,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from 'react'
import { Icon, type IconName } from './icon.tsx'
import { Kbd } from './kbd.tsx'
import css from './menu.module.css'

export interface MenuEntry {
  id: string
  label: ReactNode
  icon?: IconName
  keys?: string
  /** Marks the entry that is in force now. */
  checked?: boolean
  danger?: boolean
  disabled?: boolean
  onSelect: () => void
}

/** A line between entries, or a heading above the ones that follow. */
export type MenuBreak = 'divider' | { heading: string }

export interface MenuProps {
  /** One element that takes a ref: the button that opens it. */
  target: ReactElement<{ onClick?: (event: MouseEvent) => void }>
  items: readonly (MenuEntry | MenuBreak)[]
  position?: 'bottom-start' | 'bottom-end' | 'top-start' | 'top-end' | 'right-end'
  width?: number | 'target'
  opened?: boolean
  onChange?: (opened: boolean) => void
  /** What stands above the entries. */
  header?: ReactNode
}

/** A list of acts beside the button that opens it. Arrows and first letters move, Esc closes and gives the focus back. */
export function Menu({ target, items, position, width = 220, opened, onChange, header }: MenuProps) {
  const [isOpen, setOpen] = useState(false)
  const shown = opened ?? isOpen

  function show(next: boolean) {
    setOpen(next)
    onChange?.(next)
  }

  const button = cloneElement(target, {
    onClick: (event: MouseEvent) => {
      target.props.onClick?.(event)
      show(!shown)
    },
  })
  return (
    <Popover opened={shown} onChange={show} position={position} width={width} returnFocus trapFocus={false}>
      <Popover.Target popupType="menu">{button}</Popover.Target>
      <Popover.Dropdown
        className={css.dropdown}
        // What happens in the menu is no click or key in the row or page that the menu belongs to.
        onClick={(event) => event.stopPropagation()}
      >
        {header}
        <Entries items={items} onClose={() => show(false)} />
      </Popover.Dropdown>
    </Popover>
  )
}

function Entries({ items, onClose }: { items: MenuProps['items']; onClose: () => void }) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => entriesOf(list.current)[0]?.focus({ preventScroll: true }), [])

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Tab') return onClose()
    if (event.key === 'Escape') return
    event.stopPropagation()
    const entries = entriesOf(list.current)
    const next = entryFor(event.key, entries, document.activeElement)
    if (!next) return
    event.preventDefault()
    next.focus()
  }

  return (
    <div ref={list} role="menu" tabIndex={-1} onKeyDown={onKeyDown}>
      {items.map((item, index) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: a break has no name of its own and never moves
        if (item === 'divider') return <hr key={`break-${index}`} className={css.divider} />
        if ('heading' in item) {
          return (
            <div key={item.heading} className={css.heading} role="presentation">
              {item.heading}
            </div>
          )
        }
        return <Entry key={item.id} item={item} onClose={onClose} />
      })}
    </div>
  )
}

function Entry({ item, onClose }: { item: MenuEntry; onClose: () => void }) {
  const kind =
    item.checked === undefined
      ? ({ role: 'menuitem' } as const)
      : ({ role: 'menuitemradio', 'aria-checked': item.checked } as const)
  return (
    <button
      type="button"
      {...kind}
      tabIndex={-1}
      disabled={item.disabled}
      data-danger={item.danger || undefined}
      className={css.entry}
      onMouseMove={(event) => event.currentTarget.focus()}
      onClick={() => {
        onClose()
        item.onSelect()
      }}
    >
      {item.icon && <Icon name={item.icon} />}
      <span className={css.label}>{item.label}</span>
      {item.checked && <Icon name="check" size={14} />}
      {item.keys && <Kbd keys={item.keys} quiet />}
    </button>
  )
}

function entriesOf(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[role^=menuitem]:not(:disabled)') ?? [])]
}

/** Where a key leads: along the list and around its ends, or to the next entry that begins with the letter. */
function entryFor(key: string, entries: HTMLElement[], current: Element | null): HTMLElement | undefined {
  const place = current instanceof HTMLElement ? entries.indexOf(current) : -1
  if (key === 'ArrowDown') return entries[(place + 1) % entries.length]
  if (key === 'ArrowUp') return entries.at(place <= 0 ? -1 : place - 1)
  if (key === 'Home') return entries[0]
  if (key === 'End') return entries.at(-1)
  if (key.length !== 1 || key === ' ') return undefined
  const after = [...entries.slice(place + 1), ...entries.slice(0, place + 1)]
  return after.find((entry) => entry.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()))
}
