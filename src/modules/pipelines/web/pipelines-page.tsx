import { useState } from 'react'
import { PartFailure } from '../../../web/shell/page-states.tsx'
import { SettingsPageFrame } from '../../../web/shell/settings-page.tsx'
import { useT } from '../../../web/text/i18n.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Menu } from '../../../web/ui/menu.tsx'
import { Skeleton } from '../../../web/ui/small.tsx'
import { pipeline, stage, stepKind } from '../pipeline.entity.ts'
import { PipelineCard } from './pipeline-card.tsx'
import css from './pipelines-page.module.css'
import { useSetting } from './use-setting.ts'

const subjects = ['lead', 'deal'] as const
type Subject = (typeof subjects)[number]

/** The ways leads and deals go: their stages, the steps these suggest, the reasons of refusal. */
export function PipelinesPage() {
  const t = useT()
  const pipelines = useSetting(pipeline)
  const stages = useSetting(stage)
  const kinds = useSetting(stepKind)
  const [added, setAdded] = useState<string | null>(null)
  const failure = pipelines.error ?? stages.error

  async function add(worksOn: Subject) {
    const position = pipelines.rows.length
    const id = await pipelines.create({ name: t('pipelines.newPipeline'), worksOn, position })
    const [kind] = kinds.rows
    if (!id || !kind) return
    setAdded(id)
    // A pipeline without a stage takes no records, so it gets its first one at once.
    const name = t('pipelines.newStage')
    await stages.create({ name, pipeline: id, stepKind: kind.id, position: 0, probability: 10 })
  }

  return (
    <SettingsPageFrame
      wide
      title={t('pipelines.title')}
      description={t('pipelines.about')}
      action={<AddMenu onAdd={(worksOn) => void add(worksOn)} />}
    >
      {failure && <PartFailure error={failure} onRetry={pipelines.reload} />}
      {pipelines.isLoading || stages.isLoading ? (
        <Skeleton height={280} />
      ) : (
        subjects.map((worksOn) => (
          <section key={worksOn} className={css.section} aria-label={t(`pipelines.of.${worksOn}`)}>
            <h2 className={css.heading}>{t(`pipelines.of.${worksOn}`)}</h2>
            {pipelines.rows
              .filter((row) => row.worksOn === worksOn)
              .map((row) => (
                <PipelineCard
                  key={row.id}
                  row={row}
                  isNew={row.id === added}
                  pipelines={pipelines}
                  stages={stages}
                  kinds={kinds.rows}
                />
              ))}
          </section>
        ))
      )}
    </SettingsPageFrame>
  )
}

function AddMenu({ onAdd }: { onAdd: (worksOn: Subject) => void }) {
  const t = useT()
  return (
    <Menu
      position="bottom-end"
      items={subjects.map((worksOn) => ({
        id: worksOn,
        icon: worksOn,
        label: t(`pipelines.addFor.${worksOn}`),
        onSelect: () => onAdd(worksOn),
      }))}
      target={
        <Button variant="primary" icon="add">
          {t('pipelines.add')}
        </Button>
      }
    />
  )
}
