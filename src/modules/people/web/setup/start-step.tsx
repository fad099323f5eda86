import { useState } from 'react'
import { api } from '../../../../web/api/client.ts'
import { type Session, useKeepSession } from '../../../../web/api/session.ts'
import { useGo } from '../../../../web/app/routing.tsx'
import { errorSentence } from '../../../../web/text/errors.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Icon, type IconName } from '../../../../web/ui/icon.tsx'
import { ErrorBox } from '../../../../web/ui/small.tsx'
import { Spinner } from '../../../../web/ui/spinner.tsx'
import { loadSample } from '../../../samples/index.ts'
import css from './setup.module.css'

type Start = 'sample' | 'import' | 'empty'
const starts: readonly { id: Start; icon: IconName }[] = [
  { id: 'sample', icon: 'database' },
  { id: 'import', icon: 'importFile' },
  { id: 'empty', icon: 'today' },
]

/** What the company begins with: an example, its own file, or nothing. */
export function StartStep() {
  const t = useT()
  const go = useGo()
  const keep = useKeepSession()
  const [pending, setPending] = useState<Start | null>(null)
  const [failure, setFailure] = useState<unknown>(null)

  async function start(chosen: Start) {
    setPending(chosen)
    setFailure(null)
    try {
      if (chosen === 'sample') {
        await api.command(loadSample, {})
        await keep(await api.call<Session>('GET', '/session'))
      }
      go({ to: chosen === 'import' ? '/import' : '/today', replace: true })
    } catch (error) {
      setFailure(error)
      setPending(null)
    }
  }

  return (
    <>
      <div className={css.starts}>
        {starts.map(({ id, icon }) => (
          <button
            key={id}
            type="button"
            className={css.start}
            disabled={pending !== null}
            onClick={() => void start(id)}
          >
            <span className={css.startTitle}>
              {pending === id ? <Spinner /> : <Icon name={icon} />}
              {t(`people.setup.start.${id}.name`)}
            </span>
            <span className={css.startText}>{t(`people.setup.start.${id}.text`)}</span>
          </button>
        ))}
      </div>
      <p className={css.waiting} role="status">
        {pending === 'sample' && t('people.sample.loading')}
      </p>
      {failure !== null && <ErrorBox>{errorSentence(t, failure)}</ErrorBox>}
    </>
  )
}
