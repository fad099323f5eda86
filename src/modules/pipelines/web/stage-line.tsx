import type { Row } from '../../../web/api/shapes.ts'
import { useT } from '../../../web/text/i18n.ts'
import { IconButton } from '../../../web/ui/button.tsx'
import { PlainSelect } from '../../../web/ui/plain-select.tsx'
import { type DelayUnit, delayFrom, delayUnits, minutesOf } from './delay.ts'
import css from './pipelines-page.module.css'
import { SavedInput } from './saved-input.tsx'
import type { Setting } from './use-setting.ts'

export interface StageLineProps {
  row: Row
  kinds: readonly Row[]
  isNew: boolean
  isOnly: boolean
  stages: Setting
}

/** One stage: how likely it ends well, and the step it suggests: which, and how soon. */
export function StageLine({ row, kinds, isNew, isOnly, stages }: StageLineProps) {
  const t = useT()
  const name = String(row.name)
  const delay = delayFrom(Number(row.stepDelayMinutes ?? 0))
  const change = (changes: Record<string, unknown>) => void stages.change(row, changes)
  return (
    <div className={css.line}>
      <SavedInput
        label={t('pipelines.stageName')}
        value={name}
        maxLength={80}
        isNew={isNew}
        onSave={(next) => change({ name: next })}
      />
      <SavedInput
        label={t('pipelines.probabilityOf', { name })}
        look="number"
        numeric
        suffix="%"
        value={String(row.probability ?? 0)}
        maxLength={3}
        onSave={(text) => change({ probability: Math.min(100, Number(text)) })}
      />
      <PlainSelect
        aria-label={t('pipelines.kindOf', { name })}
        value={String(row.stepKind)}
        options={kinds.map((kind) => ({ value: kind.id, label: String(kind.name) }))}
        onChange={(stepKind) => change({ stepKind })}
      />
      <span className={css.delay}>
        <SavedInput
          label={t('pipelines.delayOf', { name })}
          look="number"
          numeric
          value={String(delay.count)}
          maxLength={5}
          onSave={(text) => change({ stepDelayMinutes: minutesOf({ ...delay, count: Number(text) }) })}
        />
        <PlainSelect<DelayUnit>
          aria-label={t('pipelines.unitOf', { name })}
          value={delay.unit}
          options={delayUnits.map((unit) => ({
            value: unit,
            label: t(`pipelines.units.${unit}`, { count: delay.count }),
          }))}
          onChange={(unit) => change({ stepDelayMinutes: minutesOf({ ...delay, unit }) })}
        />
      </span>
      <IconButton
        size="small"
        icon="delete"
        label={isOnly ? t('pipelines.onlyStage') : t('pipelines.deleteStage', { name })}
        disabled={isOnly}
        onClick={() => void stages.remove(row)}
      />
    </div>
  )
}
