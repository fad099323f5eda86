import { useState } from 'react'
import type { Row } from '../../../web/api/shapes.ts'
import { useT } from '../../../web/text/i18n.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { Menu } from '../../../web/ui/menu.tsx'
import { MoveRow } from './move-row.tsx'
import css from './pipelines-page.module.css'
import { ReasonsField } from './reasons-field.tsx'
import { SavedInput } from './saved-input.tsx'
import { StageLine } from './stage-line.tsx'
import type { Setting } from './use-setting.ts'

export interface PipelineCardProps {
  row: Row
  isNew: boolean
  pipelines: Setting
  stages: Setting
  kinds: readonly Row[]
}

/** One pipeline: its name, its stages in order, its reasons of refusal. */
export function PipelineCard({ row, isNew, pipelines, stages, kinds }: PipelineCardProps) {
  const t = useT()
  const [added, setAdded] = useState<string | null>(null)
  const own = stages.rows.filter(({ pipeline }) => pipeline === row.id)
  const name = String(row.name)

  async function addStage() {
    const [kind] = kinds
    if (!kind) return
    const last = own.at(-1)
    const id = await stages.create({
      name: t('pipelines.newStage'),
      pipeline: row.id,
      position: own.length,
      probability: last?.probability ?? 10,
      stepKind: last?.stepKind ?? kind.id,
      stepDelayMinutes: last?.stepDelayMinutes ?? 1440,
    })
    setAdded(id)
  }

  return (
    <div className={css.card}>
      <div className={css.head}>
        <SavedInput
          label={t('pipelines.pipelineName')}
          look="title"
          value={name}
          maxLength={80}
          isNew={isNew}
          onSave={(next) => void pipelines.change(row, { name: next })}
        />
        <Menu
          position="bottom-end"
          items={[
            {
              id: 'delete',
              label: t('pipelines.delete'),
              icon: 'delete',
              danger: true,
              onSelect: () => void pipelines.remove(row),
            },
          ]}
          target={<IconButton icon="more" size="small" label={t('pipelines.more', { name })} />}
        />
      </div>
      <div className={css.labels} aria-hidden>
        <span>{t('pipelines.stage')}</span>
        <span>{t('pipelines.probability')}</span>
        <span>{t('pipelines.suggests')}</span>
        <span>{t('pipelines.after')}</span>
      </div>
      <ol aria-label={t('pipelines.stagesOf', { name })}>
        {own.map((stage, index) => (
          <MoveRow
            key={stage.id}
            kind={`stage of ${row.id}`}
            index={index}
            count={own.length}
            name={String(stage.name)}
            onMove={(from, to) => void stages.move(own, from, to)}
          >
            <StageLine
              row={stage}
              kinds={kinds}
              isNew={stage.id === added}
              isOnly={own.length === 1}
              stages={stages}
            />
          </MoveRow>
        ))}
      </ol>
      <Button
        size="small"
        variant="subtle"
        icon="add"
        className={css.add}
        loading={stages.isCreating}
        onClick={() => void addStage()}
      >
        {t('pipelines.addStage')}
      </Button>
      <ReasonsField row={row} onSave={(refusalReasons) => void pipelines.change(row, { refusalReasons })} />
    </div>
  )
}
