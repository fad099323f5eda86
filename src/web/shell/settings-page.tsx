import type { ReactNode } from 'react'
import { useT } from '../text/i18n.ts'
import { PageTitle } from './page-title.tsx'
import css from './settings-page.module.css'

export interface SettingsPageFrameProps {
  title: string
  /** One sentence of what the page is for. */
  description?: ReactNode
  /** The primary act, beside the description. */
  action?: ReactNode
  /** Tables take the width they get; forms stay readable. */
  wide?: boolean
  children: ReactNode
}

/** A page of Settings. */
export function SettingsPageFrame({
  title,
  description,
  action,
  wide = false,
  children,
}: SettingsPageFrameProps) {
  const t = useT()
  return (
    <div className={css.page} data-wide={wide || undefined}>
      <PageTitle title={title} parent={{ label: t('settings.title'), to: '/settings' }} />
      {(description || action) && (
        <div className={css.head}>
          <p className={css.description}>{description}</p>
          {action}
        </div>
      )}
      {children}
    </div>
  )
}

/** A titled part of a page of Settings. */
export function SettingsSection({
  title,
  description,
  children,
}: {
  title: string
  description?: ReactNode
  children: ReactNode
}) {
  return (
    <section className={css.section}>
      <div className={css.sectionHead}>
        <h2>{title}</h2>
        {description && <p className={css.description}>{description}</p>}
      </div>
      <div className={css.sectionBody}>{children}</div>
    </section>
  )
}
