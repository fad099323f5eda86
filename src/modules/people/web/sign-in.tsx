import { api } from '../../../web/api/client.ts'
import { type Session, useKeepSession } from '../../../web/api/session.ts'
import { useGo, useScreen } from '../../../web/app/routing.tsx'
import { useForm } from '../../../web/app/use-form.ts'
import { BareFrame } from '../../../web/shell/bare-frame.tsx'
import { PageTitle } from '../../../web/shell/page-title.tsx'
import { useT } from '../../../web/text/i18n.ts'
import { Button } from '../../../web/ui/button.tsx'
import { TextInput } from '../../../web/ui/inputs.tsx'
import { PasswordInput } from '../../../web/ui/password-input.tsx'
import { ErrorBox } from '../../../web/ui/small.tsx'
import css from './bare-form.module.css'
import { signInScreen } from './screens.ts'
import { useSetupNeeded } from './setup/use-setup-needed.ts'

/** Signing in with an e-mail and a password. */
export function SignIn() {
  const t = useT()
  const go = useGo()
  const keep = useKeepSession()
  const { search } = useScreen(signInScreen)
  const isSetupNeeded = useSetupNeeded()
  const form = useForm({
    initial: { email: '', password: '' },
    required: ['email', 'password'],
    submit: async (values) => {
      await keep(await api.call<Session>('POST', '/sign-in', { body: values }))
      go({ ...placeOf(search.next), replace: true })
    },
  })

  return (
    <BareFrame>
      <div className={css.head}>
        <PageTitle title={t('people.signIn.title')} size="large" />
      </div>
      {isSetupNeeded && <p className={css.note}>{t('people.signIn.setupNeeded')}</p>}
      <form {...form.formProps} className={css.form}>
        <TextInput
          {...form.field('email')}
          type="email"
          label={t('people.signIn.email')}
          autoComplete="username"
          inputMode="email"
          autoFocus
        />
        <PasswordInput
          {...form.field('password')}
          label={t('people.signIn.password')}
          autoComplete="current-password"
        />
        {form.error && <ErrorBox>{form.error}</ErrorBox>}
        <Button type="submit" variant="primary" fullWidth loading={form.isPending}>
          {t('people.signIn.submit')}
        </Button>
      </form>
      <p className={css.help}>{t('people.signIn.help')}</p>
    </BareFrame>
  )
}

/** Only an address of this application is followed. */
function placeOf(next: string | undefined): { to: string; search?: Record<string, unknown> } {
  if (!next?.startsWith('/') || next.startsWith('//')) return { to: '/today' }
  const url = new URL(next, window.location.origin)
  return {
    to: url.pathname,
    search: Object.fromEntries([...url.searchParams].map(([name, text]) => [name, read(text)])),
  }
}

/** The router writes members of the search as JSON where they are no plain text. */
function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
