import { useState } from 'react'
import { api } from '../../../web/api/client.ts'
import { useCommand, useQuestion } from '../../../web/api/commands.ts'
import { useCan } from '../../../web/api/session.ts'
import { useForm } from '../../../web/app/use-form.ts'
import { PagePending, PartFailure } from '../../../web/shell/page-states.tsx'
import { SettingsSection } from '../../../web/shell/settings-page.tsx'
import { showToast } from '../../../web/shell/toasts.tsx'
import { errorSentence } from '../../../web/text/errors.ts'
import { useT } from '../../../web/text/i18n.ts'
import { useFormat } from '../../../web/text/use-format.ts'
import { Button } from '../../../web/ui/button.tsx'
import { CopyField } from '../../../web/ui/copy-field.tsx'
import { Icon } from '../../../web/ui/icon.tsx'
import { TextInput } from '../../../web/ui/inputs.tsx'
import { NumberInput } from '../../../web/ui/number-input.tsx'
import { ErrorBox, ProgressBar } from '../../../web/ui/small.tsx'
import { auditSeal, auditSettings, configureAudit, type Flaw, verifyAudit } from '../audit.commands.ts'
import css from './audit.module.css'

/** The seals of the log: the last one to be written down, a check of all, and how long what is kept. */
export function ChainTab() {
  const t = useT()
  const format = useFormat()
  const seal = useQuestion(auditSeal, {}, { touches: [] })
  if (seal.error) return <PartFailure error={seal.error} onRetry={() => void seal.refetch()} />
  if (!seal.data) return <PagePending />
  const { anchor, at, blocks, entries, waiting } = seal.data
  return (
    <div className={css.tab}>
      <SettingsSection title={t('audit.chain.seal')} description={t('audit.chain.sealAbout')}>
        {anchor ? (
          <CopyField value={anchor} label={t('audit.chain.seal')} />
        ) : (
          <p>{t('audit.chain.nothing')}</p>
        )}
        <p className={css.aside}>
          {at &&
            t('audit.chain.state', {
              entries: format.number(entries),
              blocks: format.number(blocks),
              at: format.momentLong(at),
            })}{' '}
          {waiting > 0 && t('audit.chain.waiting', { count: waiting })}
        </p>
      </SettingsSection>
      <Check blocks={blocks} />
      <Terms />
    </div>
  )
}

interface Progress {
  block: number
  entries: number
  broken: { block: number; what: Flaw; from: string | null; until: string | null } | null
  isDone: boolean
  withAnchor: boolean
}

/** Compares the whole log with its seals, part after part. */
function Check({ blocks }: { blocks: number }) {
  const t = useT()
  const [anchor, setAnchor] = useState('')
  const [progress, setProgress] = useState<Progress | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const isRunning = progress !== null && !progress.isDone && failure === null

  async function check() {
    setFailure(null)
    const given = anchor.trim() || undefined
    let [after, entries] = [0, 0]
    setProgress({ block: 0, entries, broken: null, isDone: false, withAnchor: given !== undefined })
    try {
      for (;;) {
        const answer = await api.query(verifyAudit, { after, anchor: given })
        entries += answer.entries
        setProgress({ ...answer, entries, withAnchor: given !== undefined })
        if (answer.isDone) return
        after = answer.block
      }
    } catch (error) {
      setFailure(error)
    }
  }

  return (
    <SettingsSection title={t('audit.chain.check')} description={t('audit.chain.checkAbout')}>
      <TextInput
        label={t('audit.chain.anchor')}
        description={t('audit.chain.anchorAbout')}
        value={anchor}
        maxLength={160}
        onChange={setAnchor}
      />
      <div>
        <Button variant="primary" icon="shield" loading={isRunning} onClick={() => void check()}>
          {t('audit.chain.verify')}
        </Button>
      </div>
      {isRunning && (
        <ProgressBar label={t('audit.chain.verify')} value={progress.block} max={Math.max(1, blocks)} />
      )}
      {failure !== null && <ErrorBox>{errorSentence(t, failure)}</ErrorBox>}
      <div aria-live="polite">{failure === null && progress?.isDone && <Result progress={progress} />}</div>
    </SettingsSection>
  )
}

function Result({ progress: { block, entries, broken, withAnchor } }: { progress: Progress }) {
  const t = useT()
  const format = useFormat()
  if (!broken)
    return (
      <p className={css.good}>
        <Icon name="success" />
        {t(withAnchor ? 'audit.chain.wholeAnchored' : 'audit.chain.whole', {
          entries: format.number(entries),
          blocks: format.number(block),
        })}
      </p>
    )
  const { what, from, until } = broken
  return (
    <ErrorBox>
      {t(`audit.flaws.${what}`)}{' '}
      {t('audit.chain.place', {
        block: format.number(broken.block),
        from: from ? format.momentLong(from) : t('audit.chain.start'),
        until: until ? format.momentLong(until) : t('audit.chain.end'),
      })}
    </ErrorBox>
  )
}

function Terms() {
  const t = useT()
  const { data } = useQuestion(auditSettings, {}, { touches: [] })
  return (
    <SettingsSection title={t('audit.terms.title')} description={t('audit.terms.about')}>
      {data && <TermsForm {...data} />}
    </SettingsSection>
  )
}

function TermsForm(initial: { accessDays: number; binDays: number | null }) {
  const t = useT()
  const mayChange = useCan('audit:update')
  const { run } = useCommand(configureAudit, { touches: [] })
  const form = useForm<{ accessDays: number | null; binDays: number | null }>({
    initial,
    required: ['accessDays'],
    submit: async ({ accessDays, binDays }) => {
      await run({ accessDays: accessDays ?? undefined, binDays })
      showToast({ text: t('audit.terms.saved') })
    },
  })
  return (
    <form {...form.formProps} style={{ display: 'contents' }}>
      <NumberInput
        {...form.field('accessDays')}
        label={t('audit.terms.access')}
        min={1}
        max={3650}
        readOnly={!mayChange}
      />
      <NumberInput
        {...form.field('binDays')}
        label={t('audit.terms.bin')}
        description={t('audit.terms.binAbout')}
        min={1}
        max={3650}
        readOnly={!mayChange}
      />
      {form.error && <ErrorBox>{form.error}</ErrorBox>}
      {mayChange && (
        <div>
          <Button type="submit" loading={form.isPending}>
            {t('shell.save')}
          </Button>
        </div>
      )}
    </form>
  )
}
