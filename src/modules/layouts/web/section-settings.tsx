import { useLanguage, useT } from '../../../web/text/i18n.ts'
import { Button } from '../../../web/ui/button.tsx'
import { TextInput } from '../../../web/ui/inputs.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { Checkbox } from '../../../web/ui/toggles.tsx'
import { changeSection, removeSection, type Sections, withWord } from './draft.ts'
import css from './layouts.module.css'
import { useSectionTitle } from './section-title.ts'

export interface SectionSettingsProps {
  sections: Sections
  id: string
  onChange: (sections: Sections) => void
}

/** What a section is called and how its fields stand. */
export function SectionSettings({ sections, id, onChange }: SectionSettingsProps) {
  const t = useT()
  const language = useLanguage()
  const titleOf = useSectionTitle()
  const section = sections.find((one) => one.id === id)
  if (!section) return null
  const change = (changes: Parameters<typeof changeSection>[2]) =>
    onChange(changeSection(sections, id, changes))
  const isOnly = sections.length === 1
  return (
    <div className={css.form}>
      <TextInput
        label={t('layouts.sectionName')}
        value={section.title?.[language] ?? ''}
        placeholder={titleOf(section)}
        maxLength={80}
        onChange={(text) => change({ title: withWord(section.title, language, text) })}
      />
      <Select
        label={t('layouts.columns')}
        value={String(section.columns ?? 'usual')}
        options={['usual', '1', '2'].map((value) => ({ value, label: t.dyn(`layouts.columnsOf.${value}`) }))}
        onChange={(value) => change({ columns: value === '1' ? 1 : value === '2' ? 2 : undefined })}
      />
      <Checkbox
        label={t('layouts.collapsed')}
        checked={section.collapsed === true}
        onChange={(isCollapsed) => change({ collapsed: isCollapsed ? true : undefined })}
      />
      <Button
        icon="delete"
        disabled={isOnly}
        title={isOnly ? t('layouts.onlySection') : t('layouts.deleteHelp')}
        onClick={() => onChange(removeSection(sections, id))}
      >
        {t('layouts.deleteSection')}
      </Button>
    </div>
  )
}
