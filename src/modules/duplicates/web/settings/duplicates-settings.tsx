import type { z } from 'zod'
import { type Repeat, repeats } from '../../../../kernel/commands/next-time.ts'
import { useCache } from '../../../../web/api/cache.ts'
import { useCommand, useQuestion } from '../../../../web/api/commands.ts'
import { useForm } from '../../../../web/app/use-form.ts'
import { PagePending, PartFailure } from '../../../../web/shell/page-states.tsx'
import { SettingsPageFrame, SettingsSection } from '../../../../web/shell/settings-page.tsx'
import { showToast } from '../../../../web/shell/toasts.tsx'
import { tellFailure } from '../../../../web/shell/undo.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { NumberInput } from '../../../../web/ui/number-input.tsx'
import { Select } from '../../../../web/ui/select.tsx'
import { ErrorBox } from '../../../../web/ui/small.tsx'
import { configureDuplicates, duplicateSettings } from '../../duplicates.commands.ts'
import { ScanState } from '../scan-state.tsx'
import { useScan } from '../use-scan.ts'

/** How sure to be about duplicates, and the search through all records. */
export function DuplicatesSettings() {
  const t = useT()
  const scanning = useScan()
  const { data, error, refetch } = useQuestion(duplicateSettings, {}, { touches: [] })
  return (
    <SettingsPageFrame title={t('duplicates.settings.title')} description={t('duplicates.about')}>
      <SettingsSection
        title={t('duplicates.settings.certainty')}
        description={t('duplicates.settings.about')}
      >
        {error && !data && <PartFailure error={error} onRetry={() => void refetch()} />}
        {!data && !error && <PagePending />}
        {data && <Thresholds reviewFrom={data.reviewFrom} refuseFrom={data.refuseFrom} />}
      </SettingsSection>
      <SettingsSection title={t('duplicates.scan.title')} description={t('duplicates.scan.about')}>
        {data && <ScanEvery chosen={data.scanEvery} />}
        <ScanState scanning={scanning} />
      </SettingsSection>
    </SettingsPageFrame>
  )
}

/** How often all records are searched by themselves; takes effect at once. */
function ScanEvery({ chosen }: { chosen: Repeat | null }) {
  const t = useT()
  const cache = useCache()
  const { run } = useCommand(configureDuplicates, {
    touches: [],
    scope: configureDuplicates.name,
    optimistic: ({ scanEvery = null }) =>
      cache.rewrite<z.output<typeof duplicateSettings.output>>(duplicateSettings.name, {}, (before) => ({
        ...before,
        scanEvery,
      })),
  })
  return (
    <Select
      label={t('duplicates.scan.every')}
      value={chosen ?? 'never'}
      options={[...repeats, 'never' as const].map((value) => ({
        value,
        label: t(`duplicates.scan.often.${value}`),
      }))}
      onChange={(value) => {
        if (value) run({ scanEvery: value === 'never' ? null : value }).catch(tellFailure)
      }}
    />
  )
}

function Thresholds({ reviewFrom, refuseFrom }: { reviewFrom: number; refuseFrom: number }) {
  const t = useT()
  const { run } = useCommand(configureDuplicates)
  const form = useForm<{ reviewFrom: number | null; refuseFrom: number | null }>({
    initial: { reviewFrom, refuseFrom },
    required: ['reviewFrom', 'refuseFrom'],
    submit: async (values) => {
      await run({
        reviewFrom: values.reviewFrom ?? undefined,
        refuseFrom: values.refuseFrom ?? undefined,
      })
      showToast({ text: t('duplicates.settings.saved') })
    },
  })
  return (
    <form {...form.formProps} style={{ display: 'contents' }}>
      <NumberInput
        {...form.field('reviewFrom')}
        label={t('duplicates.settings.reviewFrom')}
        min={50}
        max={100}
      />
      <NumberInput
        {...form.field('refuseFrom')}
        label={t('duplicates.settings.refuseFrom')}
        description={t('duplicates.settings.refuseHelp')}
        min={50}
        max={100}
      />
      {form.error && <ErrorBox>{form.error}</ErrorBox>}
      <div>
        <Button type="submit" variant="primary" loading={form.isPending}>
          {t('shell.save')}
        </Button>
      </div>
    </form>
  )
}
