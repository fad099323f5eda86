import { Tooltip as MantineTooltip } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import { Kbd } from './kbd.tsx'

export interface TooltipProps {
  label: ReactNode
  keys?: string
  position?: 'top' | 'bottom' | 'left' | 'right'
  disabled?: boolean
  /** One element that takes a ref. */
  children: ReactElement
}

/** A short explanation on hover and focus. Never the only place of what must be known. */
export function Tooltip({ label, keys, position = 'bottom', disabled, children }: TooltipProps) {
  return (
    <MantineTooltip
      disabled={disabled}
      position={position}
      label={
        keys ? (
          <span style={{ display: 'inline-flex', gap: 8, alignItems: 'center' }}>
            {label}
            <Kbd keys={keys} quiet />
          </span>
        ) : (
          label
        )
      }
    >
      {children}
    </MantineTooltip>
  )
}
