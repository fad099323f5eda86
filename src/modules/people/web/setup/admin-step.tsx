import { useForm } from '../../../../web/app/use-form.ts'
import { fieldSentences } from '../../../../web/text/errors.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { TextInput } from '../../../../web/ui/inputs.tsx'
import { PasswordInput } from '../../../../web/ui/password-input.tsx'
import form from '../bare-form.module.css'
import { problemOfNewPassword } from '../password.ts'
import type { SetupAnswers } from './setup.tsx'

interface AdminStepProps {
  initial: SetupAnswers['admin']
  /** Why the server did not take the answers, when it did not. */
  failure: unknown
  onBack: () => void
  onNext: (admin: SetupAnswers['admin']) => void
}

/** The first person: they may do everything and invite the others. */
export function AdminStep({ initial, failure, onBack, onNext }: AdminStepProps) {
  const t = useT()
  const refused = fieldSentences(t, failure)
  const admin = useForm({
    initial,
    required: ['name', 'email', 'password'],
    check: ({ email, password }) => ({
      email: /^\S+@\S+\.\S+$/.test(email.trim()) ? null : 'value.not-an-email',
      password: problemOfNewPassword(password),
    }),
    submit: async (values) => onNext({ ...values, email: values.email.trim() }),
  })
  const field = (name: 'name' | 'email' | 'password') => {
    const props = admin.field(name)
    return { ...props, error: props.error ?? refused[`admin.${name}`] }
  }
  return (
    <form {...admin.formProps} className={`${form.form} ${form.narrow}`}>
      <TextInput {...field('name')} label={t('people.profile.name')} autoComplete="name" autoFocus />
      <TextInput {...field('email')} type="email" label={t('people.signIn.email')} autoComplete="username" />
      <PasswordInput
        {...field('password')}
        label={t('people.invitation.password')}
        description={t('people.password.rule')}
        autoComplete="new-password"
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
