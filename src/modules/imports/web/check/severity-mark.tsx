import { useT } from '../../../../web/text/i18n.ts'
import { Icon } from '../../../../web/ui/icon.tsx'
import css from './check.module.css'
import type { RowProblem } from './problem.ts'

/** Tells an error, which keeps the row out, from a warning. */
export function SeverityMark({ severity, size = 16 }: Pick<RowProblem, 'severity'> & { size?: 14 | 16 }) {
  const t = useT()
  const isError = severity === 'error'
  return (
    <Icon
      name={isError ? 'error' : 'warning'}
      size={size}
      label={t(isError ? 'import.problems.error' : 'import.problems.warning')}
      className={isError ? css.errorMark : css.warningMark}
    />
  )
}
