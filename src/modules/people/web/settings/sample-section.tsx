import { useState } from 'react'
import { useCommand } from '../../../../web/api/commands.ts'
import { useCan, useKeepSession, useSession } from '../../../../web/api/session.ts'
import { SettingsSection } from '../../../../web/shell/settings-page.tsx'
import { showToast } from '../../../../web/shell/toasts.tsx'
import { tellFailure } from '../../../../web/shell/undo.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Modal } from '../../../../web/ui/overlays.tsx'
import { loadSample, removeSample } from '../../../samples/index.ts'
import css from './people.module.css'

/** An invented company to try things on: brought in and taken away in one act each. */
export function SampleSection() {
  const t = useT()
  const session = useSession()
  const note = useNoteSample()
  const mayChange = useCan('settings:update')
  const load = useCommand(loadSample)
  const [isAsking, setAsking] = useState(false)
  if (!mayChange) return null

  async function bring() {
    try {
      await load.run({})
      note(true, t('people.sample.loaded'))
    } catch (error) {
      tellFailure(error)
    }
  }

  return (
    <SettingsSection title={t('people.sample.title')} description={t('people.sample.about')}>
      <div>
        {session.workspace.hasSampleData ? (
          <Button icon="delete" onClick={() => setAsking(true)}>
            {t('people.sample.remove')}
          </Button>
        ) : (
          <Button icon="database" loading={load.isPending} onClick={() => void bring()}>
            {t('people.sample.load')}
          </Button>
        )}
      </div>
      <RemoveDialog opened={isAsking} onClose={() => setAsking(false)} />
    </SettingsSection>
  )
}

/** Asked first, because what is removed cannot come back. */
function RemoveDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useT()
  const note = useNoteSample()
  const remove = useCommand(removeSample)

  async function takeAway() {
    try {
      const { removed } = await remove.run({})
      onClose()
      note(false, t('people.sample.removed', { count: removed }))
    } catch (error) {
      tellFailure(error)
    }
  }

  return (
    <Modal opened={opened} onClose={onClose} title={t('people.sample.remove')} size="small">
      <div className={css.form}>
        <p className={css.consequence}>{t('people.sample.consequence')}</p>
        <div className={css.buttons}>
          <Button onClick={onClose}>{t('shell.cancel')}</Button>
          <Button variant="danger" loading={remove.isPending} onClick={() => void takeAway()}>
            {t('people.sample.remove')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

function useNoteSample() {
  const session = useSession()
  const keep = useKeepSession()
  return (hasSampleData: boolean, text: string) => {
    void keep({ ...session, workspace: { ...session.workspace, hasSampleData } })
    showToast({ text })
  }
}
