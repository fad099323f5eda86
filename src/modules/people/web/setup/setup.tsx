import { useState } from 'react'
import { api } from '../../../../web/api/client.ts'
import { isRefusal } from '../../../../web/api/errors.ts'
import { type Session, useKeepSession } from '../../../../web/api/session.ts'
import { useScreen } from '../../../../web/app/routing.tsx'
import { BareFrame } from '../../../../web/shell/bare-frame.tsx'
import { PageTitle } from '../../../../web/shell/page-title.tsx'
import { errorSentence } from '../../../../web/text/errors.ts'
import { useLanguage, useT } from '../../../../web/text/i18n.ts'
import { ErrorBox } from '../../../../web/ui/small.tsx'
import form from '../bare-form.module.css'
import { setupScreen } from '../screens.ts'
import { AdminStep } from './admin-step.tsx'
import { CompanyStep } from './company-step.tsx'
import { currencyOf, likelyCountry, likelyZone } from './countries.ts'
import { LanguageStep } from './language-step.tsx'
import { ModelStep } from './model-step.tsx'
import css from './setup.module.css'
import { StartStep } from './start-step.tsx'

/** What the first run asks for. */
export interface SetupAnswers {
  company: { name: string; country: string; currency: string; timeZone: string }
  admin: { name: string; email: string; password: string }
  model: 'transactional' | 'collaborative' | 'strategic'
}

const steps = ['language', 'company', 'admin', 'model', 'start'] as const
type Step = (typeof steps)[number]

/** The first run: language, company, first administrator, model, and what to start with. */
export function Setup() {
  const t = useT()
  const [step, setStep] = useState<Step>('language')
  const [failure, setFailure] = useState<unknown>(null)
  const { answers, answer, send } = useAnswers()
  const number = steps.indexOf(step) + 1

  async function finish(model: SetupAnswers['model']) {
    setFailure(null)
    try {
      await send({ ...answers, model })
      setStep('start')
    } catch (error) {
      setFailure(error)
      // What is wrong with the first administrator is told where it can be mended.
      if (isRefusal(error, 'input.invalid')) setStep(stepOf(error.problems[0]?.field ?? ''))
    }
  }

  return (
    <BareFrame wide>
      <p className={css.progress}>{t('people.setup.step', { number, total: steps.length })}</p>
      <div className={form.head} key={step}>
        <PageTitle
          title={t(`people.setup.${step}.title`)}
          size="large"
          focus={step === 'model' || step === 'start'}
        />
        <p className={form.lead}>{t(`people.setup.${step}.lead`)}</p>
      </div>
      {failure !== null && <ErrorBox>{errorSentence(t, failure)}</ErrorBox>}
      {step === 'language' && <LanguageStep onNext={() => setStep('company')} />}
      {step === 'company' && (
        <CompanyStep
          initial={answers.company}
          onBack={() => setStep('language')}
          onNext={(company) => {
            answer({ company })
            setStep('admin')
          }}
        />
      )}
      {step === 'admin' && (
        <AdminStep
          initial={answers.admin}
          failure={failure}
          onBack={() => setStep('company')}
          onNext={(admin) => {
            answer({ admin })
            setStep('model')
          }}
        />
      )}
      {step === 'model' && (
        <ModelStep initial={answers.model} onBack={() => setStep('admin')} onNext={finish} />
      )}
      {step === 'start' && <StartStep />}
    </BareFrame>
  )
}

function stepOf(field: string): Step {
  return steps.find((step) => field.startsWith(step)) ?? 'model'
}

function useAnswers() {
  const language = useLanguage()
  const keep = useKeepSession()
  const { search } = useScreen(setupScreen)
  const [answers, setAnswers] = useState<SetupAnswers>(() => {
    const country = likelyCountry(language)
    return {
      company: { name: '', country, currency: currencyOf(country), timeZone: likelyZone() },
      admin: { name: '', email: '', password: '' },
      model: 'collaborative',
    }
  })
  return {
    answers,
    answer: (part: Partial<SetupAnswers>) => setAnswers((former) => ({ ...former, ...part })),
    send: async (all: SetupAnswers) => {
      setAnswers(all)
      await keep(
        await api.call<Session>('POST', '/setup', {
          body: { token: search.token, locale: language, ...all },
        }),
      )
    },
  }
}
