import {
  cloneElement,
  type MouseEvent,
  type ReactElement,
  type Ref,
  useEffect,
  useRef,
  useState,
} from 'react'
import { Menu, type MenuProps } from '../../../../web/ui/menu.tsx'

interface Opener {
  ref?: Ref<HTMLButtonElement>
  onClick?: (event: MouseEvent) => void
  'aria-haspopup'?: 'menu'
  'aria-expanded'?: boolean
}

export interface LazyMenuProps extends Omit<MenuProps, 'target' | 'opened'> {
  target: ReactElement<Opener>
}

/**
 * A menu that is only a button until it is first asked for: its layer costs more to draw than all around it, and on
 * Today everything is drawn anew at a key press.
 */
export function LazyMenu({ target, onChange, ...rest }: LazyMenuProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [opened, setOpened] = useState<boolean | null>(null)

  // The first opening replaces the button, so the layer does not know where the focus came from.
  useEffect(() => {
    if (opened === false && isNowhere(document.activeElement)) button.current?.focus()
  }, [opened])

  function show(next: boolean) {
    setOpened(next)
    onChange?.(next)
  }

  if (opened === null) {
    return cloneElement(target, {
      'aria-haspopup': 'menu',
      'aria-expanded': false,
      onClick: () => show(true),
    })
  }
  return <Menu {...rest} opened={opened} onChange={show} target={cloneElement(target, { ref: button })} />
}

/** Whether the focus is in no place that stays: in the menu that is closing, or already lost. */
function isNowhere(element: Element | null): boolean {
  return element === null || element === document.body || element.closest('[role=menu]') !== null
}
