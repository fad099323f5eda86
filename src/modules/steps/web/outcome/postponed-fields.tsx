import { useState } from 'react'
import { useTextEnv } from '../../../../web/text/env.tsx'
import { formatDueDay } from '../../../../web/text/format.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Chips } from '../../../../web/ui/chips.tsx'
import { TextInput } from '../../../../web/ui/inputs.tsx'
import { MomentPicker } from '../../../../web/ui/moment-picker.tsx'
import { useMomentWords } from '../parts/moment-words.ts'
import { postponementsWithoutReason } from './draft.ts'
import css from './outcome-fields.module.css'
import type { OutcomeFieldsProps } from './outcome-fields.tsx'
import { postponeChoices, postponeMoments } from './postpone.ts'

/** A postponement: until when, with what changed about the offer, and from the third on why. */
export function PostponedFields({ control, draft }: OutcomeFieldsProps) {
  const t = useT()
  const format = useFormat()
  const words = useMomentWords()
  const { timeZone, locale } = useTextEnv()
  const { subject } = control
  // The moments are those of the opening of the form, so that they do not move while one chooses.
  const [moments] = useState(() => subject && postponeMoments(new Date(), subject.step.dueAt, timeZone))
  if (!subject || !moments) return null
  const times = subject.step.postponements + 1
  const needsReason = subject.step.postponements >= postponementsWithoutReason
  const dayOf = (moment: string) => formatDueDay(format.clock(moment).day, locale, format.today())
  // On a Sunday Monday is tomorrow, on a Monday it is in a week: the same moment is offered once.
  const offered = postponeChoices.filter(
    (choice) => choice !== 'monday' || ![moments.tomorrow, moments.week].includes(moments.monday),
  )
  const chosen = offered.find((choice) => moments[choice] === draft.until) ?? null
  return (
    <>
      <Chips
        label={t('steps.until')}
        name="outcome-until"
        autoFocus={!needsReason}
        value={chosen}
        onChange={(choice) => control.change({ until: moments[choice] })}
        options={offered.map((choice) => ({
          value: choice,
          label: t(`steps.postpone.${choice}`),
          hint:
            choice === 'hour' || choice === 'tomorrow'
              ? format.time(moments[choice])
              : dayOf(moments[choice]),
        }))}
      >
        <MomentPicker
          value={draft.until}
          words={words}
          label={t('steps.until')}
          icon="dueLater"
          size="small"
          onChange={(until) => control.change({ until })}
        >
          {chosen ? t('steps.postpone.other') : format.due(draft.until)}
        </MomentPicker>
      </Chips>
      {needsReason && (
        <div className={css.line}>
          <label className={css.label} htmlFor="outcome-reason">
            {t('steps.reason')}
          </label>
          <TextInput
            id="outcome-reason"
            className={css.wide}
            required
            autoFocus
            value={draft.reason}
            maxLength={300}
            error={control.wantsReason ? t('steps.reasonWanted', { count: times }) : undefined}
            placeholder={t('steps.reasonWanted', { count: times })}
            onChange={(reason) => control.change({ reason })}
          />
        </div>
      )}
      <div className={css.line}>
        <label className={css.label} htmlFor="outcome-offer">
          {t('steps.changedOffer')}
        </label>
        <TextInput
          id="outcome-offer"
          className={css.wide}
          value={draft.changedOffer}
          maxLength={500}
          placeholder={t('steps.changedOfferPlaceholder')}
          onChange={(changedOffer) => control.change({ changedOffer })}
        />
      </div>
    </>
  )
}
