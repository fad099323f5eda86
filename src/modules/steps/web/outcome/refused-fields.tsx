import { useT } from '../../../../web/text/i18n.ts'
import { Chips } from '../../../../web/ui/chips.tsx'
import { TextInput } from '../../../../web/ui/inputs.tsx'
import { Skeleton } from '../../../../web/ui/small.tsx'
import { returns } from './draft.ts'
import css from './outcome-fields.module.css'
import type { OutcomeFieldsProps } from './outcome-fields.tsx'

/** A refusal: why, by a digit or in own words, and whether to ask again later. */
export function RefusedFields({ control, draft, card }: OutcomeFieldsProps) {
  const t = useT()
  const { subject } = control
  if (!subject) return null
  const reasons = card?.reasons ?? null
  const isOwn = draft.reason !== '' && !reasons?.includes(draft.reason)
  return (
    <>
      {reasons === null ? (
        <Skeleton height={28} />
      ) : (
        <Chips
          label={t('steps.why')}
          name="outcome-refusal"
          autoFocus={reasons.length > 0}
          value={isOwn || draft.reason === '' ? null : draft.reason}
          onChange={(reason) => control.change({ reason })}
          options={reasons.map((reason, index) => ({
            value: reason,
            label: reason,
            keys: index < 9 ? String(index + 1) : undefined,
          }))}
        >
          <TextInput
            className={css.own}
            aria-label={t('steps.ownReason')}
            placeholder={t('steps.ownReason')}
            autoFocus={reasons.length === 0}
            value={isOwn ? draft.reason : ''}
            maxLength={300}
            error={control.wantsReason && draft.reason === '' ? t('steps.whyRefused') : undefined}
            onChange={(reason) => control.change({ reason })}
          />
        </Chips>
      )}
      <Chips
        label={t('steps.then')}
        name="outcome-fate"
        value={String(draft.fate)}
        onChange={(fate) =>
          control.change({ fate: returns.find((months) => String(months) === fate) ?? 'close' })
        }
        options={[
          { value: 'close', icon: 'lost', label: t(`steps.closeRecord.${subject.entity}`) },
          ...returns.map((count) => ({
            value: String(count),
            icon: 'dueLater' as const,
            label: t('steps.returnIn', { count }),
          })),
        ]}
      />
    </>
  )
}
