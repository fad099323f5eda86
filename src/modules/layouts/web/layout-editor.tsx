import { useMemo, useState } from 'react'
import type { LayoutConfig } from '../../../kernel/entities/layout-shape.ts'
import { useFieldWords } from '../../../web/fields/field-words.ts'
import { wholeLayout } from '../../../web/records/layout/whole-layout.ts'
import type { RecordScreens } from '../../../web/records/screens.ts'
import { useLanguage, useT } from '../../../web/text/i18n.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Drawer } from '../../../web/ui/overlays.tsx'
import { useIsPhone } from '../../../web/ui/use-media.ts'
import { addSection, isSameLayout, placeOf, type Sections } from './draft.ts'
import { FieldSettings } from './field-settings.tsx'
import { useDraft } from './kept-drafts.ts'
import css from './layouts.module.css'
import { Preview } from './preview.tsx'
import { SaveBar } from './save-bar.tsx'
import { SectionList } from './section-list.tsx'
import { SectionSettings } from './section-settings.tsx'

/** The field or section whose settings are open. */
export type Chosen = { field: string } | { section: string }

export interface LayoutEditorProps {
  screens: RecordScreens
  /** Of the layout that is kept; null while the noun is laid out as shipped. */
  version: number | null
  kept: LayoutConfig | null
}

/** Sections and fields in order, the settings of the chosen one, and how it will look. */
export function LayoutEditor({ screens, version, kept }: LayoutEditorProps) {
  const t = useT()
  const language = useLanguage()
  const isPhone = useIsPhone()
  const words = useFieldWords()
  const start = useMemo(() => wholeLayout(screens, kept ?? undefined), [screens, kept])
  const draft = useDraft(screens.entity.name, { version, sections: start })
  const { change: setSections } = draft
  // Fields may have come and gone since it was begun.
  const sections = useMemo(
    () => wholeLayout(screens, { sections: draft.sections }),
    [screens, draft.sections],
  )
  const [chosen, setChosen] = useState<Chosen | null>(null)
  // What is chosen may be gone: a section that was deleted.
  const shown = chosen && isThere(sections, chosen) ? chosen : null

  function add() {
    const added = addSection(sections, { [language]: t('layouts.newSection') })
    setSections(added.sections)
    setChosen({ section: added.id })
  }

  const settings =
    shown &&
    ('field' in shown ? (
      <FieldSettings
        key={shown.field}
        screens={screens}
        sections={sections}
        name={shown.field}
        onChange={setSections}
      />
    ) : (
      <SectionSettings key={shown.section} sections={sections} id={shown.section} onChange={setSections} />
    ))
  const heading =
    shown && ('field' in shown ? words.field(screens.entity, shown.field) : t('layouts.section'))

  return (
    <>
      <div className={css.editor}>
        <div className={css.column}>
          <SectionList
            screens={screens}
            sections={sections}
            chosen={shown}
            onChoose={setChosen}
            onChange={setSections}
          />
          <Button size="small" variant="subtle" icon="add" className={css.add} onClick={add}>
            {t('layouts.addSection')}
          </Button>
        </div>
        {!isPhone && (
          <section className={css.settings} aria-label={t('layouts.settings')}>
            {settings ? (
              <>
                <h2 className={css.heading}>{heading}</h2>
                {settings}
              </>
            ) : (
              <p className={css.hint}>{t('layouts.choose')}</p>
            )}
          </section>
        )}
        <Preview screens={screens} sections={sections} />
      </div>
      <SaveBar
        entity={screens.entity}
        version={version}
        draft={draft}
        isChanged={draft.isOpen && !isSameLayout(start, sections)}
      />
      {isPhone && (
        <Drawer opened={shown !== null} onClose={() => setChosen(null)} title={heading}>
          {settings}
        </Drawer>
      )}
    </>
  )
}

function isThere(sections: Sections, chosen: Chosen): boolean {
  return 'field' in chosen
    ? placeOf(sections, chosen.field) !== null
    : sections.some(({ id }) => id === chosen.section)
}
