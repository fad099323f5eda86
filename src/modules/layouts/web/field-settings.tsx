import { isFillable } from '../../../kernel/entities/layout.ts'
import { longestHelp } from '../../../kernel/entities/layout-limits.ts'
import { useRecords } from '../../../web/api/records.ts'
import type { RecordScreens } from '../../../web/records/screens.ts'
import { usePipelines } from '../../../web/records/step/use-stages.ts'
import { useLanguage, useT } from '../../../web/text/i18n.ts'
import { TextArea } from '../../../web/ui/inputs.tsx'
import { MultiSelect } from '../../../web/ui/multi-select.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { Checkbox } from '../../../web/ui/toggles.tsx'
import { changeField, moveField, placeOf, type Sections, withWord } from './draft.ts'
import css from './layouts.module.css'
import { useSectionTitle } from './section-title.ts'
import { StartSetting } from './start-setting.tsx'

export interface FieldSettingsProps {
  screens: RecordScreens
  sections: Sections
  name: string
  onChange: (sections: Sections) => void
}

/** What is said about a field: an explanation, where and to whom it is shown, what it begins with, when it is needed. */
export function FieldSettings({ screens, sections, name, onChange }: FieldSettingsProps) {
  const { entity } = screens
  const t = useT()
  const language = useLanguage()
  const titleOf = useSectionTitle()
  const pipelines = usePipelines(entity)
  const { rows: roles } = useRecords({ name: 'role', table: 'roles' }, { sort: ['name'], limit: 100 })
  const place = placeOf(sections, name)
  const laid = place?.section.fields[place.at]
  const field = entity.fields[name]
  if (!laid || !field || !place) return null
  const change = (changes: Parameters<typeof changeField>[2]) =>
    onChange(changeField(sections, name, changes))
  const isAsked = isFillable(entity, name)
  return (
    <div className={css.form}>
      <TextArea
        label={t('layouts.help')}
        description={t('layouts.helpHelp')}
        maxLength={longestHelp}
        maxRows={6}
        value={laid.help?.[language] ?? ''}
        onChange={(text) => change({ help: withWord(laid.help, language, text) })}
      />
      <StartSetting
        entity={entity}
        name={name}
        field={field}
        start={laid.start}
        onChange={(start) => change({ start })}
      />
      {entity.worked && isAsked && <NeededSetting screens={screens} laid={laid} onChange={change} />}
      <fieldset className={css.group}>
        <legend>{t('layouts.shown')}</legend>
        <Checkbox
          label={t('layouts.onPage')}
          checked={laid.page !== false}
          onChange={(isShown) => change({ page: isShown ? undefined : false })}
        />
        {isAsked && (
          <Select
            label={t('layouts.inForm')}
            value={laid.form ?? 'main'}
            options={(['main', 'more', 'none'] as const).map((value) => ({
              value,
              label: t(`layouts.forms.${value}`),
            }))}
            onChange={(form) => change({ form: form === 'main' || form === null ? undefined : form })}
          />
        )}
        {pipelines.length > 1 && (
          <MultiSelect
            label={t('layouts.pipelines')}
            placeholder={laid.pipelines?.length ? undefined : t('layouts.allPipelines')}
            value={[...(laid.pipelines ?? [])]}
            options={pipelines.map(({ id, name: label }) => ({ value: id, label }))}
            onChange={(ids) => change({ pipelines: ids })}
          />
        )}
        <MultiSelect
          label={t('layouts.roles')}
          description={t('layouts.rolesHelp')}
          placeholder={laid.roles?.length ? undefined : t('layouts.allRoles')}
          value={[...(laid.roles ?? [])]}
          options={roles.map((role) => ({ value: role.id, label: String(role.name) }))}
          onChange={(ids) => change({ roles: ids })}
        />
      </fieldset>
      {sections.length > 1 && (
        <Select
          label={t('layouts.inSection')}
          value={place.section.id}
          options={sections.map((section) => ({ value: section.id, label: titleOf(section) }))}
          onChange={(section) => section && onChange(moveField(sections, name, { section, before: null }))}
        />
      )}
    </div>
  )
}

interface NeededSettingProps {
  screens: RecordScreens
  laid: NonNullable<Sections[number]['fields'][number]>
  onChange: (changes: Parameters<typeof changeField>[2]) => void
}

/** The stages that are not entered while the field is empty. */
function NeededSetting({ screens, laid, onChange }: NeededSettingProps) {
  const t = useT()
  const pipelines = usePipelines(screens.entity)
  const { rows } = useRecords(
    { name: 'stage', table: 'stages' },
    {
      filter: { field: 'pipeline.worksOn', op: 'eq', value: screens.entity.name },
      sort: ['pipeline', 'position'],
      limit: 200,
    },
  )
  const options = pipelines.flatMap(({ id, name }) =>
    rows
      .filter((stage) => stage.pipeline === id)
      .map((stage) => ({
        value: stage.id,
        label: pipelines.length > 1 ? `${name} › ${String(stage.name)}` : String(stage.name),
      })),
  )
  return (
    <fieldset className={css.group}>
      <legend>{t('layouts.needed')}</legend>
      <MultiSelect
        label={t('layouts.neededAt')}
        value={[...(laid.requiredAt ?? [])]}
        options={options}
        onChange={(ids) => onChange({ requiredAt: ids })}
      />
      <Checkbox
        label={t('layouts.neededToWin')}
        checked={laid.requiredToWin === true}
        onChange={(isNeeded) => onChange({ requiredToWin: isNeeded ? true : undefined })}
      />
    </fieldset>
  )
}
