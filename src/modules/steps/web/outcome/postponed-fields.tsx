import { useState } from 'react'
import { useTextEnv } from '../../../../web/text/env.tsx'
import { formatDueDay } from '../../../../web/text/format.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Chips } from '../../../../web/ui/chips.tsx'
import { MomentPicker } from '../../../../web/ui/moment-picker.tsx'
import { useMomentWords } from '../parts/moment-words.ts'
import { postponementsWithoutReason, type Subject } from './draft.ts'
import type { OutcomeFieldsProps } from './outcome-fields.tsx'
import { postponeChoices, postponeMoments } from './postpone.ts'
import { TextLine } from './text-line.tsx'

/** A postponement: until when, with what changed about the offer, and from the third on why. */
export function PostponedFields({ control, draft }: OutcomeFieldsProps) {
  const t = useT()
  const { subject } = control
  if (!subject) return null
  const { postponements } = subject.step
  const needsReason = postponements >= postponementsWithoutReason
  const reasonWanted = t('steps.reasonWanted', { count: postponements + 1 })
  return (
    <>
      <UntilChips
        subject={subject}
        until={draft.until}
        autoFocus={!needsReason}
        onChange={(until) => control.change({ until })}
      />
      {needsReason && (
        <TextLine
          id="outcome-reason"
          label={t('steps.reason')}
          required
          autoFocus
          value={draft.reason}
          maxLength={300}
          error={control.wantsReason ? reasonWanted : undefined}
          placeholder={reasonWanted}
          onChange={(reason) => control.change({ reason })}
        />
      )}
      <TextLine
        id="outcome-offer"
        label={t('steps.changedOffer')}
        value={draft.changedOffer}
        maxLength={500}
        placeholder={t('steps.changedOfferPlaceholder')}
        onChange={(changedOffer) => control.change({ changedOffer })}
      />
    </>
  )
}

interface UntilChipsProps {
  subject: Subject
  until: string
  autoFocus: boolean
  onChange: (until: string) => void
}

/** The usual moments with one press, any other from a month. */
function UntilChips({ subject, until, autoFocus, onChange }: UntilChipsProps) {
  const t = useT()
  const format = useFormat()
  const words = useMomentWords()
  const { timeZone, locale } = useTextEnv()
  // The moments are those of the opening of the form, so that they do not move while one chooses.
  const [moments] = useState(() => postponeMoments(new Date(), subject.step.dueAt, timeZone))
  // On a Sunday Monday is tomorrow, on a Monday it is in a week: the same moment is offered once.
  const offered = postponeChoices.filter(
    (choice) => choice !== 'monday' || ![moments.tomorrow, moments.week].includes(moments.monday),
  )
  const chosen = offered.find((choice) => moments[choice] === until) ?? null
  const dayOf = (moment: string) => formatDueDay(format.clock(moment).day, locale, format.today())
  const isNear = (choice: (typeof offered)[number]) => choice === 'hour' || choice === 'tomorrow'
  return (
    <Chips
      label={t('steps.until')}
      name="outcome-until"
      autoFocus={autoFocus}
      value={chosen}
      onChange={(choice) => onChange(moments[choice])}
      options={offered.map((choice) => ({
        value: choice,
        label: t(`steps.postpone.${choice}`),
        hint: isNear(choice) ? format.time(moments[choice]) : dayOf(moments[choice]),
      }))}
    >
      <MomentPicker
        value={until}
        words={words}
        label={t('steps.until')}
        icon="dueLater"
        size="small"
        onChange={onChange}
      >
        {chosen ? t('steps.postpone.other') : format.due(until)}
      </MomentPicker>
    </Chips>
  )
}
