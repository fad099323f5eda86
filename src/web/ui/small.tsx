import type { CSSProperties, ReactNode } from 'react'
import { Button } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'
import css from './small.module.css'
import { useStrings } from './strings.tsx'

export type Tone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger' | 'info'

/** A short mark. The colour never speaks alone: give words, and an icon where the state matters. */
export function Badge({
  tone = 'neutral',
  icon,
  children,
}: {
  tone?: Tone
  icon?: IconName
  children: ReactNode
}) {
  return (
    <span className={css.badge} data-tone={tone}>
      {icon && <Icon name={icon} size={12} />}
      <span className={css.badgeText}>{children}</span>
    </span>
  )
}

/** A person or organisation as a disc with initials; decoration beside the name. */
export function Avatar({ name, size = 24 }: { name: string; size?: 20 | 24 | 32 | 48 }) {
  return (
    <span
      className={css.avatar}
      data-hue={hueOf(name)}
      style={{ '--size': `${size}px` } as CSSProperties}
      aria-hidden
    >
      {size === 20 ? initials(name).slice(0, 1) : initials(name)}
    </span>
  )
}

/** `Анна Петрова` gives `АП`, `Ромашка` gives `Р`. */
export function initials(name: string): string {
  const words = name
    .replace(/[«»"']/g, '')
    .split(/\s+/)
    .filter(Boolean)
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('')
}

function hueOf(name: string): number {
  let hash = 0
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 997
  return hash % 6
}

/** A grey shape in the place of content that is on its way; appears after 200 ms so that fast answers do not flash. */
export function Skeleton({
  width = '100%',
  height = 12,
}: {
  width?: number | string
  height?: number | string
}) {
  return <span className={css.skeleton} style={{ width, height }} aria-hidden />
}

export interface EmptyStateProps {
  /** One sentence of use. */
  title: ReactNode
  description?: ReactNode
  /** One act, and at most one link beside it. */
  action?: ReactNode
}

/** What a list, chart or tab shows when there is nothing. */
export function EmptyState({ title, description, action }: EmptyStateProps) {
  return (
    <div className={css.empty}>
      <p className={css.emptyTitle}>{title}</p>
      {description && <p className={css.emptyText}>{description}</p>}
      {action && <div className={css.emptyAction}>{action}</div>}
    </div>
  )
}

export interface ErrorBoxProps {
  /** What went wrong, as a sentence. */
  children: ReactNode
  /** The code or request id to tell support. */
  code?: string
  onRetry?: () => void
}

/** The failure of one part of a page, in that part. */
export function ErrorBox({ children, code, onRetry }: ErrorBoxProps) {
  const strings = useStrings()
  return (
    <div className={css.error} role="alert">
      <Icon name="error" />
      <div className={css.errorText}>
        <p>{children}</p>
        {code && <p className={css.code}>{code}</p>}
      </div>
      {onRetry && (
        <Button size="small" icon="refresh" onClick={onRetry}>
          {strings.retry}
        </Button>
      )}
    </div>
  )
}

/** How much of a whole is done; `label` says of what. */
export function ProgressBar({
  value,
  max,
  label,
  tone = 'accent',
}: {
  value: number
  max: number
  label: string
  tone?: Tone
}) {
  const share = max > 0 ? Math.min(1, value / max) : 0
  return (
    <div
      className={css.progress}
      data-tone={tone}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={Math.min(value, max)}
    >
      <span className={css.progressFill} style={{ width: `${share * 100}%` }} />
    </div>
  )
}

/** Words for those who hear the page only. */
export function VisuallyHidden({ children }: { children: ReactNode }) {
  return <span className="visually-hidden">{children}</span>
}
