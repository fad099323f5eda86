import { useMemo, useState } from 'react'
import { startsOf } from '../../../kernel/entities/layout.ts'
import type { Layout } from '../../../kernel/entities/layout-shape.ts'
import { useRecords } from '../../../web/api/records.ts'
import { useSession } from '../../../web/api/session.ts'
import type { Row } from '../../../web/api/shapes.ts'
import { newDraft } from '../../../web/records/create/draft.ts'
import { FormField } from '../../../web/records/create/form-field.tsx'
import { laidForm } from '../../../web/records/create/laid-form.ts'
import { begun } from '../../../web/records/create/use-starts.ts'
import { type ShownLayout, useLayout } from '../../../web/records/layout/use-layout.ts'
import { FieldsPanel } from '../../../web/records/record/fields/fields-panel.tsx'
import type { RecordScreens } from '../../../web/records/screens.ts'
import { usePipelines, useStages } from '../../../web/records/step/use-stages.ts'
import { useT } from '../../../web/text/i18n.ts'
import { PlainSelect } from '../../../web/ui/plain-select.tsx'
import { Tabs } from '../../../web/ui/tabs.tsx'
import type { Sections } from './draft.ts'
import css from './layouts.module.css'

interface PreviewProps {
  screens: RecordScreens
  sections: Sections
}

/** How the page and the form of the noun will look to people of a role, in a pipeline. */
export function Preview({ screens, sections }: PreviewProps) {
  const t = useT()
  const { user } = useSession()
  const [look, setLook] = useState<'form' | 'page'>('form')
  const [role, setRole] = useState(user.role.id)
  const [chosen, setPipeline] = useState<string | null>(null)
  const pipelines = usePipelines(screens.entity)
  const pipeline = chosen ?? pipelines[0]?.id ?? null
  const { rows: roles } = useRecords({ name: 'role', table: 'roles' }, { sort: ['name'], limit: 100 })
  const layout = useMemo((): Layout => ({ entity: screens.entity.name, sections }), [screens, sections])
  const shown = useLayout(screens, { layout, role })
  return (
    <section className={css.preview} aria-label={t('layouts.preview')}>
      <div className={css.lens}>
        <PlainSelect
          aria-label={t('layouts.asRole')}
          value={role}
          options={roles.map(({ id, name }) => ({ value: id, label: String(name) }))}
          onChange={setRole}
        />
        {pipelines.length > 1 && (
          <PlainSelect
            aria-label={t('layouts.inPipeline')}
            value={pipeline ?? ''}
            options={pipelines.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setPipeline}
          />
        )}
      </div>
      <Tabs
        label={t('layouts.preview')}
        value={look}
        onChange={setLook}
        items={[
          {
            value: 'form',
            label: t('layouts.form'),
            panel: <FormPreview screens={screens} layout={shown} pipeline={pipeline} />,
          },
          {
            value: 'page',
            label: t('layouts.page'),
            panel: <PagePreview screens={screens} layout={shown} pipeline={pipeline} />,
          },
        ]}
      />
    </section>
  )
}

interface LookProps {
  screens: RecordScreens
  layout: ShownLayout
  pipeline: string | null
}

function FormPreview({ screens, layout, pipeline }: LookProps) {
  const { entity } = screens
  const t = useT()
  const { user, workspace } = useSession()
  const { stages } = useStages(pipeline)
  const placed = entity.worked ? ['pipeline', 'stage'] : []
  const { quick, more } = laidForm(screens, layout, placed, {
    pipeline,
    needed: layout.neededAt(stages[0]?.id),
  })
  const empty = newDraft(entity, entity.ownerField ? { [entity.ownerField]: user.id } : {}, {
    [user.id]: user.name,
  })
  const draft = begun(empty, entity, {
    starts: startsOf(layout.stored, entity),
    given: {},
    pipeline,
    beginning: { now: new Date(), timeZone: workspace.timeZone, userId: user.id },
  })
  const fieldOf = ({ name, isWide }: { name: string; isWide: boolean }) => (
    <FormField
      key={`${name} ${JSON.stringify(draft.written[name] ?? null)}`}
      screens={screens}
      name={name}
      draft={draft}
      isWide={isWide}
      isRequired={layout.neededAt(stages[0]?.id).includes(name)}
      help={layout.helpOf(name)}
      onChange={() => {}}
    />
  )
  return (
    <div className={css.paper} inert>
      <div className={css.formPreview}>{quick.map(fieldOf)}</div>
      {more.length > 0 && <p className={css.moreLine}>{t('records.create.more')}</p>}
      {more.map((group) => (
        <div key={group.id}>
          {group.title && <h3 className={css.groupTitle}>{group.title}</h3>}
          <div className={css.formPreview}>{group.fields.map(fieldOf)}</div>
        </div>
      ))}
    </div>
  )
}

/** With the newest record one sees, or one in which everything is empty. */
function PagePreview({ screens, layout, pipeline }: LookProps) {
  const { rows, titles } = useRecords(
    screens.entity,
    {
      filter: pipeline ? { field: 'pipeline', op: 'eq', value: pipeline } : undefined,
      sort: ['-createdAt'],
      limit: 1,
    },
    { live: 'mark' },
  )
  const row: Row = rows[0] ?? { id: '', version: 0, createdAt: '', updatedAt: '', pipeline }
  return (
    <div className={css.paper} inert>
      <FieldsPanel screens={screens} row={row} titles={titles} mayUpdate={false} layout={layout} />
    </div>
  )
}
