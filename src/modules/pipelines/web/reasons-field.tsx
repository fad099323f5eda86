import { useState } from 'react'
import type { Row } from '../../../web/api/shapes.ts'
import { useT } from '../../../web/text/i18n.ts'
import { TextArea } from '../../../web/ui/inputs.tsx'
import css from './pipelines-page.module.css'

/** The reasons of refusal a pipeline offers, one a line; saved when the field is left. */
export function ReasonsField({ row, onSave }: { row: Row; onSave: (reasons: string[]) => void }) {
  const t = useT()
  const saved = Array.isArray(row.refusalReasons) ? row.refusalReasons.map(String).join('\n') : ''
  const [typed, setTyped] = useState<string | null>(null)
  function leave() {
    if (typed === null) return
    setTyped(null)
    const reasons = [
      ...new Set(
        typed
          .split('\n')
          .map((line) => line.trim().slice(0, 120))
          .filter(Boolean),
      ),
    ].slice(0, 30)
    if (reasons.join('\n') !== saved) onSave(reasons)
  }
  return (
    <div className={css.reasons}>
      <TextArea
        label={t('pipelines.reasons')}
        value={typed ?? saved}
        minRows={3}
        maxRows={14}
        onChange={setTyped}
        onBlur={leave}
        onKeyDown={(event) => event.key === 'Escape' && setTyped(null)}
      />
      <p className={css.help}>{t('pipelines.reasonsHelp')}</p>
    </div>
  )
}
