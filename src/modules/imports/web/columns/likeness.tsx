import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Icon } from '../../../../web/ui/icon.tsx'
import { recognisePreset } from '../../presets/recognise-preset.ts'
import type { Kind } from '../import-record.ts'
import css from './columns.module.css'

/** Says that the columns are set up as they were for an earlier file with the same headings. */
export function Likeness({
  like,
  onGuess,
}: {
  like: { name: string; savedAt: string }
  onGuess: () => void
}) {
  const t = useT()
  const format = useFormat()
  return (
    <div className={css.likeness}>
      <Icon name="history" />
      <p>{t('import.like', { file: like.name, when: format.momentLong(like.savedAt) })}</p>
      <Button size="small" onClick={onGuess}>
        {t('import.guessAnew')}
      </Button>
    </div>
  )
}

/** Says which program a file seems to come from, so that its columns are set up as that program means them. */
export function Origin({ headings, kind }: { headings: readonly string[]; kind: Kind }) {
  const t = useT()
  const preset = recognisePreset(headings, kind)
  if (!preset) return null
  return (
    <div className={css.likeness} role="status">
      <Icon name="check" />
      <p>{t('import.origin', { system: t(`import.system.${preset.system}`) })}</p>
    </div>
  )
}
