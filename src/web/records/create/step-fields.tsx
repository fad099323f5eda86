import { useEffect, useState } from 'react'
import { useRecords } from '../../api/records.ts'
import type { Row } from '../../api/shapes.ts'
import { allNouns } from '../../app/registry.ts'
import { useTextEnv } from '../../text/env.tsx'
import { useT } from '../../text/i18n.ts'
import { DateTimePicker } from '../../ui/dates.tsx'
import { Select } from '../../ui/select.tsx'
import type { RecordScreens } from '../screens.ts'
import { useStepKinds } from '../step/step-kinds.tsx'
import { usePipelines } from '../step/use-stages.ts'
import css from './create-dialog.module.css'
import { type CreateDraft, write, writtenValue } from './draft.ts'

type SetDraft = (change: (former: CreateDraft) => CreateDraft) => void

/** The first step of a new lead or deal: as its stage suggests, until the person says otherwise. */
export function useFirstStep(screens: RecordScreens, draft: CreateDraft, setDraft: SetDraft) {
  const {
    entity,
    create: { suggestStep },
  } = screens
  const { timeZone } = useTextEnv()
  const pipelines = usePipelines(entity)
  const pipeline = (writtenValue(draft, 'pipeline') as string | null) ?? pipelines[0]?.id ?? null
  const stages = useStageRows(entity.worked ? pipeline : null)
  const stage = stages.find(({ id }) => id === writtenValue(draft, 'stage')) ?? stages[0] ?? null
  const [own, setOwn] = useState<{ kind?: string; dueAt?: string }>({})
  const [openedAt] = useState(() => new Date())
  const suggested = stage && suggestStep ? suggestStep(stage, openedAt, timeZone) : null

  // The form is sent with the pipeline and stage it shows, not with whatever is first when it arrives.
  useEffect(() => {
    if (!stage || !pipeline) return
    setDraft((former) =>
      writtenValue(former, 'stage') === stage.id
        ? former
        : write(write(former, 'pipeline', { ok: true, value: pipeline }), 'stage', {
            ok: true,
            value: stage.id,
          }),
    )
  }, [stage, pipeline, setDraft])

  return {
    isAsked: entity.worked,
    pipelines,
    pipeline,
    stages,
    stage,
    kind: own.kind ?? suggested?.kind ?? null,
    dueAt: own.dueAt ?? suggested?.dueAt ?? null,
    /** What is sent: only what the person changed; the server suggests the rest in the same way. */
    value: Object.keys(own).length > 0 ? own : null,
    setKind: (kind: string) => setOwn((former) => ({ ...former, kind })),
    setDueAt: (dueAt: string) => setOwn((former) => ({ ...former, dueAt })),
    setPipeline: (id: string) =>
      setDraft((former) =>
        write(write(former, 'pipeline', { ok: true, value: id }), 'stage', { ok: true, value: null }),
      ),
    setStage: (id: string) => setDraft((former) => write(former, 'stage', { ok: true, value: id })),
  }
}

export type FirstStep = ReturnType<typeof useFirstStep>

/** Where a new lead or deal stands and its first step. */
export function StepFields({ step, ownerName }: { step: FirstStep; ownerName: string | undefined }) {
  const t = useT()
  const kinds = useStepKinds()
  return (
    <fieldset className={css.step}>
      <legend>{t('records.create.place')}</legend>
      {step.pipelines.length > 1 && (
        <Select
          label={t('records.pipeline')}
          value={step.pipeline}
          options={step.pipelines.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => id && step.setPipeline(id)}
        />
      )}
      <Select
        className={step.pipelines.length > 1 ? undefined : css.wide}
        label={t('records.stage')}
        value={step.stage?.id ?? null}
        options={step.stages.map((stage) => ({ value: stage.id, label: String(stage.name) }))}
        onChange={(id) => id && step.setStage(id)}
      />
      <Select
        label={t('records.step.title')}
        value={step.kind}
        options={kinds.map((kind) => ({ value: kind.id, label: String(kind.name) }))}
        onChange={(kind) => kind && step.setKind(kind)}
      />
      <DateTimePicker
        label={t('records.step.due')}
        value={step.dueAt}
        onChange={(dueAt) => dueAt && step.setDueAt(dueAt)}
      />
      {ownerName && (
        <p className={`${css.hint} ${css.wide}`}>{t('records.step.doneBy', { name: ownerName })}</p>
      )}
    </fieldset>
  )
}

function useStageRows(pipeline: string | null): readonly Row[] {
  const noun = allNouns().find('stage') ?? { name: 'stage', table: 'stages' }
  const { rows } = useRecords(
    noun,
    { filter: { field: 'pipeline', op: 'eq', value: pipeline }, sort: ['position'], limit: 100 },
    { enabled: pipeline !== null },
  )
  return pipeline === null ? none : rows
}

const none: readonly Row[] = []
