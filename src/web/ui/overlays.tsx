import { Drawer as MantineDrawer, Modal as MantineModal, Popover as MantinePopover } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import css from './overlays.module.css'
import { useStrings } from './strings.tsx'
import { useIsPhone } from './use-media.ts'

export interface ModalProps {
  opened: boolean
  onClose: () => void
  title: ReactNode
  /** 380, 480, 640 or 840 px wide. */
  size?: 'small' | 'medium' | 'large' | 'wide'
  children: ReactNode
  /** Buttons, in a row at the foot that stays visible. */
  footer?: ReactNode
}

const widths = { small: 380, medium: 480, large: 640, wide: 840 }

/** A dialog. Focus moves in and comes back; Esc closes. On a phone it fills the screen. */
export function Modal({ opened, onClose, title, size = 'medium', children, footer }: ModalProps) {
  const isPhone = useIsPhone()
  const strings = useStrings()
  return (
    <MantineModal.Root
      opened={opened}
      onClose={onClose}
      size={widths[size]}
      fullScreen={isPhone}
      yOffset="10dvh"
      {...quick}
    >
      <MantineModal.Overlay />
      <MantineModal.Content>
        <div className={css.head}>
          <MantineModal.Title>{title}</MantineModal.Title>
          <MantineModal.CloseButton aria-label={strings.close} />
        </div>
        <MantineModal.Body>
          {children}
          {footer && <div className={css.footer}>{footer}</div>}
        </MantineModal.Body>
      </MantineModal.Content>
    </MantineModal.Root>
  )
}

const quick = { transitionProps: { transition: 'fade', duration: 120 } } as const

/** A dialog without a head that begins with a field of its own: the command menu. */
export function CommandDialog({
  onClose,
  label,
  children,
}: {
  onClose: () => void
  label: string
  children: ReactNode
}) {
  const isPhone = useIsPhone()
  return (
    <MantineModal.Root
      opened
      onClose={onClose}
      size={640}
      yOffset="12dvh"
      fullScreen={isPhone}
      transitionProps={{ duration: 0 }}
    >
      <MantineModal.Overlay />
      <MantineModal.Content aria-label={label}>
        <MantineModal.Body p={0}>{children}</MantineModal.Body>
      </MantineModal.Content>
    </MantineModal.Root>
  )
}

export interface DrawerProps {
  opened: boolean
  onClose: () => void
  title: ReactNode
  /** Width in px on a wide screen; on a phone it comes from below. */
  width?: number
  children: ReactNode
}

/** A panel over the page: from the right, on a phone a sheet from below. */
export function Drawer({ opened, onClose, title, width = 480, children }: DrawerProps) {
  const isPhone = useIsPhone()
  const strings = useStrings()
  return (
    <MantineDrawer.Root
      opened={opened}
      onClose={onClose}
      size={isPhone ? 'auto' : width}
      position={isPhone ? 'bottom' : 'right'}
      classNames={{ content: css.sheet }}
    >
      <MantineDrawer.Overlay />
      <MantineDrawer.Content>
        <div className={css.head}>
          <MantineDrawer.Title>{title}</MantineDrawer.Title>
          <MantineDrawer.CloseButton aria-label={strings.close} />
        </div>
        <MantineDrawer.Body>{children}</MantineDrawer.Body>
      </MantineDrawer.Content>
    </MantineDrawer.Root>
  )
}

export interface PopoverProps {
  opened: boolean
  onChange: (opened: boolean) => void
  /** One element that takes a ref. */
  target: ReactElement
  width?: number | 'target'
  position?: 'bottom-start' | 'bottom-end' | 'bottom' | 'top-start' | 'top-end' | 'right-start' | 'left-start'
  children: ReactNode
}

/** A small layer beside what opened it; keeps the focus inside while open. */
export function Popover({ opened, onChange, target, width, position, children }: PopoverProps) {
  return (
    <MantinePopover
      opened={opened}
      onChange={onChange}
      width={width}
      position={position}
      trapFocus
      returnFocus
      shadow="md"
    >
      <MantinePopover.Target>{target}</MantinePopover.Target>
      <MantinePopover.Dropdown className={css.popover}>{children}</MantinePopover.Dropdown>
    </MantinePopover>
  )
}
