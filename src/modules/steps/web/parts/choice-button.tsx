import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { Button } from '../../../../web/ui/button.tsx'
import type { IconName } from '../../../../web/ui/icon.tsx'

export interface ChoiceButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type'> {
  /** What is chosen, for those who hear the page. */
  label: string
  icon: IconName
  /** A part of a sentence rather than a control. */
  quiet: boolean
  children: ReactNode
  ref?: Ref<HTMLButtonElement>
}

/** A button that says what is chosen and opens the choice. */
export function ChoiceButton({ label, icon, quiet, children, ...rest }: ChoiceButtonProps) {
  return (
    <Button
      aria-haspopup="menu"
      {...rest}
      icon={icon}
      size={quiet ? 'small' : 'medium'}
      variant={quiet ? 'subtle' : 'default'}
      trailingIcon={quiet ? undefined : 'chevronDown'}
    >
      <span className="visually-hidden">{label}: </span>
      {children}
    </Button>
  )
}
