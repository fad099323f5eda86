import { z } from 'zod'
import type { Row } from '../../../web/api/shapes.ts'
import { useScreen } from '../../../web/app/routing.tsx'
import { defineScreen } from '../../../web/app/screen.ts'
import { PartFailure } from '../../../web/shell/page-states.tsx'
import { SettingsPageFrame } from '../../../web/shell/settings-page.tsx'
import { useT } from '../../../web/text/i18n.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Choice } from '../../../web/ui/choice.tsx'
import { EmptyState, Skeleton } from '../../../web/ui/small.tsx'
import { pipeline, script } from '../pipeline.entity.ts'
import { ScriptCard } from './script-card.tsx'
import css from './scripts-page.module.css'
import { type Setting, useSetting } from './use-setting.ts'

/** What the address of the page says: whose scripts are shown. */
const scriptsScreen = defineScreen({
  path: '/settings/scripts',
  search: z.object({ pipeline: z.string().optional() }),
  titleKey: 'pipelines.scripts.title',
  load: async () => ScriptsPage,
})

/** What to say and ask, by pipeline and attempt. */
export function ScriptsPage() {
  const t = useT()
  const { search, setSearch } = useScreen(scriptsScreen)
  const pipelines = useSetting(pipeline)
  const scripts = useSetting(script)
  const chosen = pipelines.rows.find(({ id }) => id === search.pipeline) ?? pipelines.rows[0]
  return (
    <SettingsPageFrame wide title={t('pipelines.scripts.title')} description={t('pipelines.scripts.about')}>
      {scripts.error && <PartFailure error={scripts.error} onRetry={scripts.reload} />}
      {(scripts.isLoading || pipelines.isLoading) && <Skeleton height={320} />}
      {chosen && !scripts.isLoading && (
        <>
          <Choice
            label={t('pipelines.scripts.pipeline')}
            hiddenLabel
            name="script-pipeline"
            value={chosen.id}
            onChange={(id) => setSearch({ pipeline: id })}
            options={pipelines.rows.map((row) => ({
              value: row.id,
              label: String(row.name),
              icon: row.worksOn === 'lead' ? 'lead' : 'deal',
            }))}
          />
          <Cards pipeline={chosen} scripts={scripts} />
        </>
      )}
    </SettingsPageFrame>
  )
}

/** The scripts of one pipeline by attempt. */
function Cards({ pipeline: of, scripts }: { pipeline: Row; scripts: Setting }) {
  const t = useT()
  const own = scripts.rows
    .filter((row) => row.pipeline === of.id)
    .toSorted((one, other) => attemptOf(one) - attemptOf(other))
  const attempt = Math.max(0, ...own.map(attemptOf)) + 1
  const name = t('pipelines.scripts.attempt', { attempt })
  const add = (
    <Button
      variant={own.length === 0 ? 'primary' : 'default'}
      icon="add"
      loading={scripts.isCreating}
      onClick={() => void scripts.create({ name, pipeline: of.id, attempt, questions: [] })}
    >
      {t('pipelines.scripts.add', { attempt })}
    </Button>
  )
  if (own.length === 0) return <EmptyState title={t('pipelines.scripts.empty')} action={add} />
  return (
    <div className={css.cards}>
      {own.map((row) => (
        <ScriptCard
          key={row.id}
          row={row}
          subject={of.worksOn === 'lead' ? 'lead' : 'deal'}
          isLast={row === own.at(-1)}
          taken={own.filter((other) => other !== row).map(attemptOf)}
          scripts={scripts}
        />
      ))}
      <div>{add}</div>
    </div>
  )
}

function attemptOf(row: Row): number {
  return Number(row.attempt ?? 1)
}
