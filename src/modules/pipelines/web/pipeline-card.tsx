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
  const name = String(row.name)
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
      <Stages pipeline={row} stages={stages} kinds={kinds} />
      <ReasonsField row={row} onSave={(refusalReasons) => void pipelines.change(row, { refusalReasons })} />
    </div>
  )
}

/** The stages in order, and the way to add one like the last. */
function Stages({ pipeline, stages, kinds }: { pipeline: Row; stages: Setting; kinds: readonly Row[] }) {
  const t = useT()
  const [added, setAdded] = useState<string | null>(null)
  const own = stages.rows.filter((row) => row.pipeline === pipeline.id)

  async function add() {
    const last = own.at(-1)
    const id = await stages.create({
      name: t('pipelines.newStage'),
      pipeline: pipeline.id,
      position: own.length,
      probability: last?.probability ?? 10,
      stepKind: last?.stepKind ?? kinds[0]?.id,
      stepDelayMinutes: last?.stepDelayMinutes ?? 1440,
    })
    setAdded(id)
  }

  return (
    <>
      <div className={css.labels} aria-hidden>
        <span>{t('pipelines.stage')}</span>
        <span>{t('pipelines.probability')}</span>
        <span>{t('pipelines.suggests')}</span>
        <span>{t('pipelines.after')}</span>
      </div>
      <ol aria-label={t('pipelines.stagesOf', { name: String(pipeline.name) })}>
        {own.map((row, index) => (
          <MoveRow
            key={row.id}
            kind={`stage of ${pipeline.id}`}
            index={index}
            count={own.length}
            name={String(row.name)}
            onMove={(from, to) => void stages.move(own, from, to)}
          >
            <StageLine
              row={row}
              kinds={kinds}
              isNew={row.id === added}
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
        onClick={() => void add()}
      >
        {t('pipelines.addStage')}
      </Button>
    </>
  )
}
