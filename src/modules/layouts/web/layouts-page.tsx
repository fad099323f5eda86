import type { LayoutConfig } from '../../../kernel/entities/layout-shape.ts'
import { useRecords } from '../../../web/api/records.ts'
import { useSession } from '../../../web/api/session.ts'
import { recordScreens } from '../../../web/app/registry.ts'
import { useGo, useHere } from '../../../web/app/routing.tsx'
import { useFieldWords } from '../../../web/fields/field-words.ts'
import { PartFailure } from '../../../web/shell/page-states.tsx'
import { SettingsPageFrame } from '../../../web/shell/settings-page.tsx'
import { useT } from '../../../web/text/i18n.ts'
import { Skeleton } from '../../../web/ui/small.tsx'
import { Tabs } from '../../../web/ui/tabs.tsx'
import { LayoutEditor } from './layout-editor.tsx'

const shipped = ['lead', 'deal', 'contact', 'company', 'product'] as const
const noun = { name: 'layout', table: 'layouts' }

/** The pages and forms of each noun, laid out. */
export function LayoutsPage() {
  const t = useT()
  const words = useFieldWords()
  const { objects } = useSession().workspace.custom
  const go = useGo()
  const named = String(useHere().search.noun)
  const nouns = [...shipped, ...objects.map(({ name }) => name)]
  const entity = nouns.includes(named) ? named : 'deal'
  const screens = recordScreens(entity)
  const { rows, isLoading, error, reload } = useRecords(noun, { limit: 200 })
  const row = rows.find((one) => one.entity === entity)
  return (
    <SettingsPageFrame wide title={t('layouts.title')} description={t('layouts.about')}>
      <Tabs
        label={t('layouts.nouns')}
        value={entity}
        onChange={(name) => go({ to: '/settings/layouts', search: { noun: name }, replace: true })}
        items={nouns.map((name) => ({ value: name, label: words.many(name) }))}
      />
      {error && <PartFailure error={error} onRetry={reload} />}
      {isLoading && <Skeleton height={320} />}
      {!isLoading && !error && screens && (
        <LayoutEditor
          key={entity}
          screens={screens}
          version={row?.version ?? null}
          // The server keeps what has passed the shape only.
          kept={row ? (row.config as LayoutConfig) : null}
        />
      )}
    </SettingsPageFrame>
  )
}
