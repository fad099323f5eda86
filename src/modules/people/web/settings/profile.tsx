import { useMemo } from 'react'
import { api } from '../../../../web/api/client.ts'
import { type Session, useKeepSession, useSession } from '../../../../web/api/session.ts'
import { useForm } from '../../../../web/app/use-form.ts'
import { useChangeLook } from '../../../../web/shell/look.ts'
import { SettingsPageFrame, SettingsSection } from '../../../../web/shell/settings-page.tsx'
import { showToast } from '../../../../web/shell/toasts.tsx'
import { useLanguage, useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Choice } from '../../../../web/ui/choice.tsx'
import { densities, useDensity } from '../../../../web/ui/density.ts'
import { TextInput } from '../../../../web/ui/inputs.tsx'
import { PasswordInput } from '../../../../web/ui/password-input.tsx'
import { Select } from '../../../../web/ui/select.tsx'
import { ErrorBox } from '../../../../web/ui/small.tsx'
import { useTheme } from '../../../../web/ui/theme.tsx'
import { problemOfNewPassword } from '../password.ts'
import { zoneOptions } from '../setup/countries.ts'
import { KeysSection } from './profile-keys.tsx'

/** What is one's own: name, look, password and keys. */
export function Profile() {
  const t = useT()
  return (
    <SettingsPageFrame title={t('people.profile.title')}>
      <PersonSection />
      <LookSection />
      <PasswordSection />
      <KeysSection />
    </SettingsPageFrame>
  )
}

function PersonSection() {
  const t = useT()
  const language = useLanguage()
  const { user } = useSession()
  const keep = useKeepSession()
  const zones = useMemo(() => zoneOptions(language), [language])
  const form = useForm({
    initial: { name: user.name, timeZone: user.timeZone },
    required: ['name'],
    submit: async (values) => {
      await keep(await api.call<Session>('PATCH', '/session', { body: values }))
      showToast({ text: t('people.profile.saved') })
    },
  })
  const isChanged = form.values.name !== user.name || form.values.timeZone !== user.timeZone
  return (
    <SettingsSection title={t('people.profile.person')} description={`${user.email} · ${user.role.name}`}>
      <form {...form.formProps} style={{ display: 'contents' }}>
        <TextInput {...form.field('name')} label={t('people.profile.name')} autoComplete="name" />
        <Select
          {...form.field('timeZone')}
          label={t('people.profile.timeZone')}
          description={t('people.profile.timeZoneHelp')}
          options={zones}
          onChange={(zone) => zone && form.set('timeZone', zone)}
        />
        {form.error && <ErrorBox>{form.error}</ErrorBox>}
        {isChanged && (
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

function LookSection() {
  const t = useT()
  const language = useLanguage()
  const { theme } = useTheme()
  const { density, setDensity } = useDensity()
  const change = useChangeLook()
  return (
    <SettingsSection title={t('people.profile.look')}>
      <Choice
        name="language"
        label={t('shell.language')}
        value={language}
        onChange={(locale) => void change({ locale })}
        options={[
          { value: 'ru', label: 'Русский' },
          { value: 'en', label: 'English' },
        ]}
      />
      <Choice
        name="theme"
        label={t('shell.theme')}
        value={theme}
        onChange={(next) => void change({ theme: next })}
        options={[
          { value: 'system', label: t('shell.themeSystem'), icon: 'system' },
          { value: 'light', label: t('shell.themeLight'), icon: 'sun' },
          { value: 'dark', label: t('shell.themeDark'), icon: 'moon' },
        ]}
      />
      <Choice
        name="density"
        label={t('people.profile.density')}
        value={density}
        onChange={setDensity}
        options={densities.map((value) => ({ value, label: t(`people.profile.densities.${value}`) }))}
      />
    </SettingsSection>
  )
}

function PasswordSection() {
  const t = useT()
  const { user } = useSession()
  // Named as the server names them, so that its refusals are shown at the fields.
  const form = useForm({
    initial: { 'password.current': '', 'password.new': '' },
    required: ['password.current', 'password.new'],
    check: (values) => ({ 'password.new': problemOfNewPassword(values['password.new']) }),
    submit: async (values) => {
      const password = { current: values['password.current'], new: values['password.new'] }
      await api.call('PATCH', '/session', { body: { password } })
      form.reset()
      showToast({ text: t('people.password.changed') })
    },
  })
  return (
    <SettingsSection title={t('people.password.title')} description={t('people.password.about')}>
      <form {...form.formProps} style={{ display: 'contents' }}>
        {/* Lets a password manager know whose password this is. */}
        <input type="text" name="username" autoComplete="username" value={user.email} readOnly hidden />
        <PasswordInput
          {...form.field('password.current')}
          label={t('people.password.current')}
          autoComplete="current-password"
        />
        <PasswordInput
          {...form.field('password.new')}
          label={t('people.password.new')}
          description={t('people.password.rule')}
          autoComplete="new-password"
        />
        {form.error && <ErrorBox>{form.error}</ErrorBox>}
        <div>
          <Button type="submit" loading={form.isPending}>
            {t('people.password.submit')}
          </Button>
        </div>
      </form>
    </SettingsSection>
  )
}
