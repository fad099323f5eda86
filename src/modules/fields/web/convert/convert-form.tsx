import { useState } from 'react'
import { becomes, isLeading } from '../../../../kernel/entities/conversions.ts'
import type { CustomField } from '../../../../kernel/entities/custom-model.ts'
import type { CustomType, StoredType } from '../../../../kernel/entities/custom-types.ts'
import { useCommand, useQuestion } from '../../../../web/api/commands.ts'
import { useSession } from '../../../../web/api/session.ts'
import { tellFailure } from '../../../../web/shell/undo.ts'
import { useLanguage, useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Choice } from '../../../../web/ui/choice.tsx'
import { TextInput } from '../../../../web/ui/inputs.tsx'
import { Select } from '../../../../web/ui/select.tsx'
import { Skeleton } from '../../../../web/ui/small.tsx'
import { convertField, fieldConversion } from '../../conversion.commands.ts'
import css from '../fields-page.module.css'
import { NounSelect } from '../noun-select.tsx'
import { ConversionState, Running } from './conversion-state.tsx'
import { PreviewPanel } from './preview-panel.tsx'
import { usePreview } from './use-preview.ts'

/** Gives a field another type: what would become of the values, how far it is, and the way back. */
export function ConvertForm({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT()
  const { fields } = useSession().workspace.custom
  const known = fields.find((field) => field.id === id)
  const { data } = useQuestion(fieldConversion, { id }, { touches: ['conversion'] })
  const [begun, setBegun] = useState<string | null>(null)
  if (!known || !data) return <Skeleton height={160} />
  const last = data.item
  if (last?.status === 'running') return <Running item={last} field={id} onClose={onClose} />
  const isTold = last !== null && (last.id === begun || last.undoableUntil !== null)
  return (
    <div className={css.form}>
      {isTold && <ConversionState item={last} field={id} onBegun={setBegun} />}
      {last?.id === begun ? (
        <div className={css.buttons}>
          <Button variant="primary" onClick={onClose}>
            {t('customFields.convert.close')}
          </Button>
        </div>
      ) : (
        <Wanted key={known.type} known={known} onBegun={setBegun} onClose={onClose} />
      )}
    </div>
  )
}

interface Draft {
  type: StoredType | null
  digits: number
  currency: string
  dates: 'dayFirst' | 'monthFirst'
  /** What is led to. */
  to: string
}

/** The type that is wanted, and what it comes to. */
function Wanted({
  known,
  onBegun,
  onClose,
}: {
  known: CustomField
  onBegun: (id: string) => void
  onClose: () => void
}) {
  const t = useT()
  const language = useLanguage()
  const { currency } = useSession().workspace
  const { preview, check } = usePreview()
  const converting = useCommand(convertField)
  const [leavesEmpty, setLeavesEmpty] = useState(false)
  const [draft, setDraft] = useState<Draft>({
    type: null,
    digits: 2,
    currency,
    dates: language === 'en' ? 'monthFirst' : 'dayFirst',
    to: 'contact',
  })
  const types = becomes(known.type)

  function change(changes: Partial<Draft>) {
    const next = { ...draft, ...changes }
    setDraft(next)
    setLeavesEmpty(false)
    if (next.type && /^[A-Z]{3}$/.test(next.currency)) void check(inputOf(known, next))
  }

  async function begin() {
    try {
      const onFailure = leavesEmpty ? 'empty' : 'refuse'
      onBegun((await converting.run({ ...inputOf(known, draft), onFailure })).id)
    } catch (error) {
      tellFailure(error)
    }
  }

  const mayBegin = preview?.isWhole && (preview.fails === 0 || leavesEmpty)
  if (types.length === 0) return <p className={css.help}>{t('customFields.convert.never')}</p>
  return (
    <>
      <Select<StoredType>
        label={t('customFields.convert.to')}
        required
        value={draft.type}
        options={types.map((value) => ({ value, label: t(`customFields.types.${value}`) }))}
        onChange={(type) => type && change({ type })}
      />
      <TypeDetails known={known} draft={draft} onChange={change} />
      {preview && (
        <PreviewPanel
          entity={known.entity}
          preview={preview}
          isRequired={known.required}
          leavesEmpty={leavesEmpty}
          onLeaveEmpty={setLeavesEmpty}
        />
      )}
      <div className={css.buttons}>
        <Button onClick={onClose}>{t('customFields.cancel')}</Button>
        <Button
          variant="primary"
          disabled={!mayBegin}
          loading={converting.isPending}
          onClick={() => void begin()}
        >
          {t('customFields.convert.begin')}
        </Button>
      </div>
    </>
  )
}

/** How texts are to be read, as far as the new type asks. */
function TypeDetails({
  known,
  draft,
  onChange,
}: {
  known: CustomField
  draft: Draft
  onChange: (changes: Partial<Draft>) => void
}) {
  const t = useT()
  const isText = known.type === 'text' || known.type === 'longText' || known.type === 'choice'
  if (draft.type === 'number' || draft.type === 'percent')
    return (
      <Select
        label={t('customFields.digits')}
        value={String(draft.digits)}
        options={Array.from({ length: 7 }, (_, n) => ({ value: String(n), label: String(n) }))}
        onChange={(digits) => onChange({ digits: Number(digits) })}
      />
    )
  if (draft.type === 'money')
    return (
      <TextInput
        label={t('customFields.convert.currency')}
        maxLength={3}
        value={draft.currency}
        onChange={(text) => onChange({ currency: text.toUpperCase() })}
      />
    )
  if ((draft.type === 'date' || draft.type === 'dateTime') && isText)
    return (
      <Choice
        name="dates"
        label={t('customFields.convert.dates')}
        value={draft.dates}
        options={[
          { value: 'dayFirst', label: t('customFields.convert.dayFirst') },
          { value: 'monthFirst', label: t('customFields.convert.monthFirst') },
        ]}
        onChange={(dates) => onChange({ dates })}
      />
    )
  if (asksNoun(known.type, draft.type))
    return (
      <NounSelect
        value={draft.to}
        onChange={(to) => onChange({ to })}
        help={t('customFields.convert.named')}
      />
    )
  if (draft.type === 'person') return <p className={css.help}>{t('customFields.convert.namedPerson')}</p>
  const takesChoices = (draft.type === 'choice' || draft.type === 'multiChoice') && !isChoice(known.type)
  if (!takesChoices) return null
  return <p className={css.help}>{t('customFields.convert.addsChoices')}</p>
}

/** A link of links leads where they lead. */
const asksNoun = (from: CustomType, type: StoredType | null) =>
  (type === 'link' || type === 'links') && !isLeading(from)

const isChoice = (type: string) => type === 'choice' || type === 'multiChoice'

function inputOf(known: CustomField, { type, digits, currency, dates, to }: Draft) {
  return {
    field: known.id,
    // Asked for only once a type is chosen.
    type: type!,
    ...((type === 'number' || type === 'percent') && { options: { digits } }),
    ...(asksNoun(known.type, type) && { options: { to } }),
    reading: {
      monthFirst: dates === 'monthFirst',
      currency,
      addChoices: type === 'choice' || type === 'multiChoice',
    },
  }
}
