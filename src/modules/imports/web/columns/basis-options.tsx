import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { DatePicker } from '../../../../web/ui/dates.tsx'
import { TextInput } from '../../../../web/ui/inputs.tsx'
import { Select } from '../../../../web/ui/select.tsx'
import { type Basis, bases } from '../../../customers/index.ts'
import { bringsPeople } from '../../people-basis.ts'
import { nounOf } from '../nouns.ts'
import css from './columns.module.css'
import type { OptionsProps } from './options.tsx'

/** Why the data of the people in the file may be kept; nothing is assumed. */
export function BasisOptions({ work }: Pick<OptionsProps, 'work'>) {
  const t = useT()
  const format = useFormat()
  const { draft, change } = work
  const { basis } = draft
  if (!bringsPeople(nounOf(draft.entity), draft)) return null
  const set = (part: Partial<NonNullable<typeof basis>>) =>
    change({ ...draft, basis: { kind: 'consent', ...basis, ...part } })
  const isConsent = basis?.kind === 'consent'
  return (
    <section className={css.option} aria-label={t('import.basis.title')}>
      <h2 className={css.optionTitle}>{t('import.basis.title')}</h2>
      <p className={css.help}>{t('import.basis.help')}</p>
      <Select<Basis>
        aria-label={t('import.basis.title')}
        placeholder={t('import.basis.choose')}
        value={basis?.kind ?? null}
        options={bases.map((kind) => ({ value: kind, label: t(`choices.contact.basis.${kind}`) }))}
        searchable={false}
        onChange={(kind) => kind && set({ kind })}
      />
      {basis && (
        <>
          <DatePicker
            label={t(isConsent ? 'import.basis.consentOn' : 'import.basis.on')}
            value={basis.on ?? null}
            clearable
            required={isConsent}
            maxDate={format.today()}
            onChange={(on) => set({ on: on ?? undefined })}
          />
          <TextInput
            label={t(isConsent ? 'import.basis.consentSource' : 'import.basis.source')}
            placeholder={t('import.basis.sourceExample')}
            value={basis.source ?? ''}
            required={isConsent}
            maxLength={300}
            onChange={(source) => set({ source: source || undefined })}
          />
        </>
      )}
    </section>
  )
}
