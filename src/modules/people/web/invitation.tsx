import { useEffect, useState } from 'react'
import { api } from '../../../web/api/client.ts'
import { type Session, useKeepSession } from '../../../web/api/session.ts'
import { useGo, useScreen } from '../../../web/app/routing.tsx'
import { useForm } from '../../../web/app/use-form.ts'
import { BareFrame } from '../../../web/shell/bare-frame.tsx'
import { PageTitle } from '../../../web/shell/page-title.tsx'
import { errorSentence } from '../../../web/text/errors.ts'
import { useLanguage, useT } from '../../../web/text/i18n.ts'
import { Button } from '../../../web/ui/button.tsx'
import { TextInput } from '../../../web/ui/inputs.tsx'
import { PasswordInput } from '../../../web/ui/password-input.tsx'
import { ErrorBox, Skeleton } from '../../../web/ui/small.tsx'
import css from './bare-form.module.css'
import { problemOfNewPassword } from './password.ts'
import { invitationScreen } from './screens.ts'

interface Invited {
  email: string
  name: string
  company: string
}

/** Where the link of an invitation leads: a name, a password, and one is in. */
export function Invitation() {
  const t = useT()
  const { search } = useScreen(invitationScreen)
  const [invited, setInvited] = useState<Invited | null>(null)
  const [failure, setFailure] = useState<unknown>(null)

  useEffect(() => {
    const stop = new AbortController()
    api
      .call<Invited>('GET', '/invitations', { query: { token: search.token }, signal: stop.signal })
      .then(setInvited)
      .catch((error: unknown) => {
        if (!stop.signal.aborted) setFailure(error)
      })
    return () => stop.abort()
  }, [search.token])

  return (
    <BareFrame>
      <div className={css.head}>
        <PageTitle
          size="large"
          title={
            invited ? t('people.invitation.join', { company: invited.company }) : t('people.invitation.title')
          }
        />
      </div>
      {failure !== null && <ErrorBox>{errorSentence(t, failure)}</ErrorBox>}
      {failure === null && !invited && <Skeleton height={180} />}
      {invited && <Acceptance token={search.token} invited={invited} />}
    </BareFrame>
  )
}

function Acceptance({ token, invited }: { token: string; invited: Invited }) {
  const t = useT()
  const go = useGo()
  const keep = useKeepSession()
  const locale = useLanguage()
  const form = useForm({
    initial: { name: invited.name, password: '' },
    required: ['name', 'password'],
    check: ({ password }) => ({ password: problemOfNewPassword(password) }),
    submit: async (values) => {
      const body = { token, ...values, locale }
      await keep(await api.call<Session>('POST', '/invitations/accept', { body }))
      go({ to: '/today', replace: true })
    },
  })
  return (
    <form {...form.formProps} className={css.form}>
      <TextInput
        label={t('people.signIn.email')}
        value={invited.email}
        onChange={() => {}}
        readOnly
        autoComplete="username"
      />
      <TextInput {...form.field('name')} label={t('people.profile.name')} autoComplete="name" />
      <PasswordInput
        {...form.field('password')}
        label={t('people.invitation.password')}
        description={t('people.password.rule')}
        autoComplete="new-password"
        autoFocus
      />
      {form.error && <ErrorBox>{form.error}</ErrorBox>}
      <Button type="submit" variant="primary" fullWidth loading={form.isPending}>
        {t('people.invitation.submit')}
      </Button>
    </form>
  )
}
