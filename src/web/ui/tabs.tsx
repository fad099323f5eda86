import { Tabs as MantineTabs } from '@mantine/core'
import '@mantine/core/styles/Tabs.layer.css'
import type { ReactNode } from 'react'

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

/** A choice between panels of one place; only the chosen panel is rendered. */
export function Tabs<Value extends string>({ value, onChange, items, label }: TabsProps<Value>) {
  return (
    <MantineTabs
      value={value}
      onChange={(next) => next !== null && onChange(next as Value)}
      keepMounted={false}
    >
      <MantineTabs.List aria-label={label}>
        {items.map((item) => (
          <MantineTabs.Tab key={item.value} value={item.value}>
            {item.label}
          </MantineTabs.Tab>
        ))}
      </MantineTabs.List>
      {items.map(
        (item) =>
          item.panel !== undefined && (
            <MantineTabs.Panel key={item.value} value={item.value}>
              {item.panel}
            </MantineTabs.Panel>
          ),
      )}
    </MantineTabs>
  )
}
