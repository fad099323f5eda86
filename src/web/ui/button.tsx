import type { ButtonHTMLAttributes, Ref } from 'react'
import css from './button.module.css'
import { Icon, type IconName } from './icon.tsx'
import { Kbd } from './kbd.tsx'
import { Spinner } from './spinner.tsx'
import { Tooltip } from './tooltip.tsx'

export type ButtonVariant = 'primary' | 'default' | 'subtle' | 'danger'

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type'> {
  variant?: ButtonVariant
  /** `small` is 24 px high, for rows and bars. */
  size?: 'small' | 'medium'
  type?: 'button' | 'submit'
  icon?: IconName
  trailingIcon?: IconName
  /** Shows a spinner and refuses clicks; the label stays, so the width does. */
  loading?: boolean
  fullWidth?: boolean
  /** The key that does the same, shown on the button and announced: `Mod+Enter`. */
  keys?: string
  ref?: Ref<HTMLButtonElement>
}

/** A button with words. A disabled one must say why in `title`. */
export function Button(props: ButtonProps) {
  const {
    variant = 'default',
    size = 'medium',
    type = 'button',
    icon,
    trailingIcon,
    loading,
    fullWidth,
    keys,
  } = props
  const { children, className, disabled, ...rest } = without(props)
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled}
      aria-busy={loading || undefined}
      aria-keyshortcuts={keys?.replace('Mod', 'Control')}
      className={`${css.button} ${className ?? ''}`}
      data-variant={variant}
      data-size={size}
      data-full={fullWidth || undefined}
      onClick={loading ? undefined : rest.onClick}
    >
      {loading ? <Spinner /> : icon && <Icon name={icon} />}
      {children != null && <span className={css.label}>{children}</span>}
      {trailingIcon && <Icon name={trailingIcon} size={14} />}
      {keys && <Kbd keys={keys} quiet />}
    </button>
  )
}

function without({
  variant,
  size,
  icon,
  trailingIcon,
  loading,
  fullWidth,
  keys,
  type,
  ...rest
}: ButtonProps) {
  return rest
}

export interface IconButtonProps
  extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type' | 'aria-label'> {
  icon: IconName
  /** What it does: the accessible name and the tooltip. */
  label: string
  variant?: 'subtle' | 'default'
  size?: 'small' | 'medium'
  keys?: string
  ref?: Ref<HTMLButtonElement>
}

/** A button that is only a picture; its label is read out and shown as a tooltip together with its key. */
export function IconButton({
  icon,
  label,
  variant = 'subtle',
  size = 'medium',
  keys,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label} keys={keys}>
      <button
        {...rest}
        type="button"
        aria-label={label}
        aria-keyshortcuts={keys?.replace('Mod', 'Control')}
        className={`${css.button} ${css.iconOnly} ${className ?? ''}`}
        data-variant={variant}
        data-size={size}
      >
        <Icon name={icon} />
      </button>
    </Tooltip>
  )
}
