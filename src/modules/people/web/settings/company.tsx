import { useMemo } from 'react'
import { useCommand } from '../../../../web/api/commands.ts'
import { useCan, useKeepSession, useSession } from '../../../../web/api/session.ts'
import { useForm } from '../../../../web/app/use-form.ts'
import { SettingsPageFrame, SettingsSection } from '../../../../web/shell/settings-page.tsx'
import { showToast } from '../../../../web/shell/toasts.tsx'
import { type Language, useLanguage, useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Choice } from '../../../../web/ui/choice.tsx'
import { TextInput } from '../../../../web/ui/inputs.tsx'
import { Select } from '../../../../web/ui/select.tsx'
import { ErrorBox } from '../../../../web/ui/small.tsx'
import { updateWorkspace } from '../../people.commands.ts'
import { countryOptions, currencyOptions, zoneOptions } from '../setup/countries.ts'
import { SampleSection } from './sample-section.tsx'

/** The company and its habits of writing, and the example one may try things on. */
export function Company() {
  const t = useT()
  return (
    <SettingsPageFrame title={t('people.company.title')}>
      <CompanySection />
      <SampleSection />
    </SettingsPageFrame>
  )
}

function CompanySection() {
  const t = useT()
  const session = useSession()
  const keep = useKeepSession()
  const mayChange = useCan('settings:update')
  const update = useCommand(updateWorkspace)
  const { name, country, currency, timeZone, locale } = session.workspace
  const form = useForm({
    initial: { name, country, currency, timeZone, locale },
    required: ['name'],
    submit: async (values) => {
      const answer = await update.run(values)
      await keep({ ...session, workspace: { ...session.workspace, ...answer } })
      showToast({ text: t('people.company.saved') })
    },
  })
  return (
    <SettingsSection title={t('people.company.habits')} description={t('people.company.about')}>
      <form {...form.formProps} style={{ display: 'contents' }}>
        <TextInput
          {...form.field('name')}
          label={t('people.setup.company.name')}
          readOnly={!mayChange}
          maxLength={120}
        />
        <CompanyHabits form={form} disabled={!mayChange} />
        {form.error && <ErrorBox>{form.error}</ErrorBox>}
        {mayChange && (
          <div>
            <Button type="submit" variant="primary" loading={form.isPending}>
              {t('shell.save')}
            </Button>
          </div>
        )}
      </form>
    </SettingsSection>
  )
}

interface Habits {
  name: string
  country: string
  currency: string
  timeZone: string
  locale: Language
}

function CompanyHabits({ form, disabled }: { form: ReturnType<typeof useForm<Habits>>; disabled: boolean }) {
  const t = useT()
  const language = useLanguage()
  const options = useMemo(
    () => ({
      country: countryOptions(language),
      currency: currencyOptions(language),
      timeZone: zoneOptions(language),
    }),
    [language],
  )
  return (
    <>
      {(['country', 'currency', 'timeZone'] as const).map((name) => (
        <Select
          {...form.field(name)}
          key={name}
          label={t(`people.setup.company.${name}`)}
          description={name === 'currency' ? t('people.company.currencyHelp') : undefined}
          options={options[name]}
          disabled={disabled}
          onChange={(value) => value && form.set(name, value)}
        />
      ))}
      {!disabled && (
        <Choice
          name="locale"
          label={t('people.company.language')}
          value={form.values.locale}
          onChange={(value) => form.set('locale', value)}
          options={[
            { value: 'ru', label: 'Русский' },
            { value: 'en', label: 'English' },
          ]}
        />
      )}
    </>
  )
}
