import { useT } from '../text/i18n.ts'
import css from './shown-for.module.css'

/** Tells what the words in the search field were taken for, when nothing was found for them as they were typed. */
export function ShownFor({ text }: { text: string | null | undefined }) {
  const t = useT()
  if (!text) return null
  return (
    <p className={css.line} role="status">
      {t('shell.shownFor', { text })}
    </p>
  )
}
