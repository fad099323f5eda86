import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import css from './tabs.module.css'

export interface TabItem<Value extends string = string> {
  value: Value
  label: ReactNode
  panel?: ReactNode
}

export interface TabsProps<Value extends string> {
  value: Value
  onChange: (value: Value) => void
  items: readonly TabItem<Value>[]
  /** What the tabs choose between, for those who hear the page. */
  label: string
}

/** A choice between panels of one place; only the chosen panel is rendered. Arrows move between the tabs. */
export function Tabs<Value extends string>({ value, onChange, items, label }: TabsProps<Value>) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const index = items.findIndex((item) => item.value === value)
  const panel = items[index]?.panel

  function onKeyDown(event: KeyboardEvent) {
    const places: Record<string, number> = {
      ArrowRight: (index + 1) % items.length,
      ArrowLeft: (index - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    }
    const next = places[event.key]
    const item = next === undefined ? undefined : items[next]
    if (next === undefined || !item) return
    event.preventDefault()
    onChange(item.value)
    const tab = list.current?.children[next]
    if (tab instanceof HTMLElement) tab.focus()
  }

  return (
    <>
      <div ref={list} role="tablist" aria-label={label} className={css.list}>
        {items.map((item) => (
          <button
            key={item.value}
            type="button"
            role="tab"
            id={`${id}-${item.value}`}
            aria-selected={item.value === value}
            aria-controls={item.panel === undefined ? undefined : `${id}-panel`}
            tabIndex={item.value === value ? 0 : -1}
            className={css.tab}
            onClick={() => onChange(item.value)}
            onKeyDown={onKeyDown}
          >
            {item.label}
          </button>
        ))}
      </div>
      {panel !== undefined && (
        <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`}>
          {panel}
        </div>
      )}
    </>
  )
}
