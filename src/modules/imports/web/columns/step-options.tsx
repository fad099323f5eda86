import { useMemo } from 'react'
import { daysBetween } from '../../../../kernel/text/zone.ts'
import { useSession } from '../../../../web/api/session.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { DatePicker } from '../../../../web/ui/dates.tsx'
import { NumberInput } from '../../../../web/ui/number-input.tsx'
import { Select } from '../../../../web/ui/select.tsx'
import { firstSteps } from '../mapping/first-steps.ts'
import { useImportWords } from '../words.ts'
import css from './columns.module.css'
import type { OptionsProps } from './options.tsx'

const asStage = 'stage'

/** The first step of every open record, and what it means for the people. */
export function StepOptions({ record, work, lists }: OptionsProps) {
  const t = useT()
  const format = useFormat()
  const { draft, change } = work
  const { nextStep } = draft
  const set = (changes: Partial<typeof nextStep>) =>
    change({ ...draft, nextStep: { ...nextStep, ...changes } })
  return (
    <section className={css.option}>
      <h2 className={css.optionTitle}>{t('import.firstStep.title')}</h2>
      <Select
        label={t('import.firstStep.kind')}
        value={nextStep.kind ?? asStage}
        searchable={false}
        options={[
          { value: asStage, label: t('import.firstStep.asStage') },
          ...lists.stepKinds.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(kind) => set({ kind: kind === asStage ? undefined : (kind ?? undefined) })}
      />
      <div className={css.pair}>
        <DatePicker
          label={t('import.firstStep.startOn')}
          value={nextStep.startOn ?? null}
          placeholder={t('import.firstStep.today')}
          minDate={format.today()}
          clearable
          onChange={(day) => set({ startOn: day ?? undefined })}
        />
        <NumberInput
          label={t('import.firstStep.perDay')}
          value={nextStep.perDay}
          min={1}
          max={10_000}
          onChange={(perDay) => perDay && perDay >= 1 && perDay <= 10_000 && set({ perDay })}
        />
      </div>
      <Effect record={record} draft={draft} />
    </section>
  )
}

/** In plain words: how many records for how many people, and when the last first step falls due. */
function Effect({ record, draft }: { record: OptionsProps['record']; draft: OptionsProps['work']['draft'] }) {
  const t = useT()
  const words = useImportWords()
  const format = useFormat()
  const { timeZone } = useSession().workspace
  const { sample, estimatedRows } = record.file
  const records = estimatedRows ?? sample.length
  const isExact = records <= sample.length
  const people = draft.owner?.mode === 'roundRobin' ? draft.owner.users.length : 1
  const targets = Object.values(draft.columns)
  const steps = useMemo(
    () => firstSteps(draft, { records, people, timeZone, now: new Date() }),
    [draft, records, people, timeZone],
  )
  if (records === 0) return null
  if (targets.includes('owner'))
    return <p className={css.effect}>{words.counted('import.firstStep.byOwner', draft.nextStep.perDay)}</p>
  // Who waits for months has forgotten by then: more people, or fewer records, are wanted.
  const isLong = daysBetween(format.today(), steps.lastDay) > 60
  return (
    <p className={css.effect} data-tone={isLong ? 'warning' : undefined}>
      {words.counted('import.firstStep.effect', people, {
        records: `${isExact ? '' : '≈ '}${words.records(draft.entity, records)}`,
        perDay: format.number(steps.perDay),
        day: format.dayLong(steps.lastDay),
      })}
      {(targets.includes('stage') || targets.includes('status')) && ` ${t('import.firstStep.openOnly')}`}
      {isLong && ` ${t('import.firstStep.long')}`}
    </p>
  )
}
