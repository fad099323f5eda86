import css from './spinner.module.css'

/** A small turning ring, only inside a control that waits. */
export function Spinner() {
  return <span className={css.spinner} aria-hidden />
}
