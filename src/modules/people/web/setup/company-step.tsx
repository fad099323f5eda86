import { useMemo } from 'react'
import { useForm } from '../../../../web/app/use-form.ts'
import { useLanguage, useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { TextInput } from '../../../../web/ui/inputs.tsx'
import { Select } from '../../../../web/ui/select.tsx'
import form from '../bare-form.module.css'
import { countryOptions, currencyOf, currencyOptions, zoneOptions } from './countries.ts'
import type { SetupAnswers } from './setup.tsx'

interface CompanyStepProps {
  initial: SetupAnswers['company']
  onBack: () => void
  onNext: (company: SetupAnswers['company']) => void
}

/** The company, with the currency and time zone its country suggests. */
export function CompanyStep({ initial, onBack, onNext }: CompanyStepProps) {
  const t = useT()
  const language = useLanguage()
  const options = useMemo(
    () => ({
      countries: countryOptions(language),
      currencies: currencyOptions(language),
      zones: zoneOptions(language),
    }),
    [language],
  )
  const company = useForm({
    initial,
    required: ['name', 'country', 'currency', 'timeZone'],
    submit: async (values) => onNext(values),
  })
  return (
    <form {...company.formProps} className={form.form}>
      <TextInput
        {...company.field('name')}
        label={t('people.setup.company.name')}
        autoComplete="organization"
        autoFocus
      />
      <div className={form.row}>
        <Select
          {...company.field('country')}
          label={t('people.setup.company.country')}
          options={options.countries}
          onChange={(country) => {
            if (!country) return
            company.set('country', country)
            company.set('currency', currencyOf(country))
          }}
        />
        <Select
          {...company.field('currency')}
          label={t('people.setup.company.currency')}
          options={options.currencies}
          onChange={(currency) => currency && company.set('currency', currency)}
        />
      </div>
      <Select
        {...company.field('timeZone')}
        label={t('people.setup.company.timeZone')}
        options={options.zones}
        onChange={(zone) => zone && company.set('timeZone', zone)}
      />
      <div className={form.buttons}>
        <Button type="submit" variant="primary">
          {t('people.setup.next')}
        </Button>
        <Button variant="subtle" onClick={onBack}>
          {t('people.setup.back')}
        </Button>
      </div>
    </form>
  )
}
