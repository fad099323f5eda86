import type { ReactNode } from 'react'
import css from './wizard.module.css'

/** The bar at the foot of a step: what it comes to, and the way on. It stays in sight while the page scrolls. */
export function FootBar({ children, actions }: { children?: ReactNode; actions: ReactNode }) {
  return (
    <div className={css.foot}>
      <div className={css.footText}>{children}</div>
      <div className={css.footActions}>{actions}</div>
    </div>
  )
}
