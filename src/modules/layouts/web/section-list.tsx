import { useRef, useState } from 'react'
import { useFieldWords } from '../../../web/fields/field-words.ts'
import type { RecordScreens } from '../../../web/records/screens.ts'
import { useT } from '../../../web/text/i18n.ts'
import { useDropTarget } from '../../../web/ui/drag.ts'
import { Badge } from '../../../web/ui/small.tsx'
import { moveField, moveSection, type Place, placeOf, type Sections, stepField } from './draft.ts'
import { FieldRow } from './field-row.tsx'
import { Handle } from './handle.tsx'
import type { Chosen } from './layout-editor.tsx'
import css from './layouts.module.css'
import { useSectionTitle } from './section-title.ts'

export interface SectionListProps {
  screens: RecordScreens
  sections: Sections
  chosen: Chosen | null
  onChoose: (chosen: Chosen) => void
  onChange: (sections: Sections) => void
}

/** The sections with their fields: dragged, or moved with the arrows while their handle has the focus. */
export function SectionList({ screens, sections, chosen, onChoose, onChange }: SectionListProps) {
  const t = useT()
  const words = useFieldWords()
  const titleOf = useSectionTitle()
  const list = useRef<HTMLOListElement>(null)
  const [told, setTold] = useState('')

  /** What was moved keeps the focus, though it may stand in another list now. */
  function follow(handle: string) {
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-handle="${handle}"]`)?.focus(),
    )
  }

  function shift(next: Sections, name: string) {
    const place = placeOf(next, name)
    if (!place || next === sections) return
    onChange(next)
    const { section, at } = place
    const told = { name: words.field(screens.entity, name), section: titleOf(section) }
    setTold(t('layouts.movedTo', { ...told, place: at + 1, count: section.fields.length }))
    follow(name)
  }

  function shiftSection(id: string, to: number) {
    const next = moveSection(sections, id, to)
    if (next === sections) return
    onChange(next)
    follow(`section ${id}`)
  }

  return (
    <>
      <ol ref={list} className={css.sections} aria-label={t('layouts.sections')}>
        {sections.map((section, index) => (
          <li key={section.id} className={css.section}>
            <SectionHead
              id={section.id}
              onDrop={(data) => {
                if (data.kind === 'field')
                  shift(
                    moveField(sections, String(data.name), first(sections, section.id)),
                    String(data.name),
                  )
                else shiftSection(String(data.id), index)
              }}
            >
              <Handle
                id={`section ${section.id}`}
                data={{ kind: 'section', id: section.id }}
                label={t('layouts.moveSection', {
                  name: titleOf(section),
                  place: index + 1,
                  count: sections.length,
                })}
                onStep={(by) => shiftSection(section.id, index + by)}
              />
              <button
                type="button"
                className={css.sectionName}
                aria-pressed={chosen !== null && 'section' in chosen && chosen.section === section.id}
                onClick={() => onChoose({ section: section.id })}
              >
                {titleOf(section)}
              </button>
              {section.collapsed && <Badge>{t('layouts.collapsedShort')}</Badge>}
            </SectionHead>
            <ol className={css.fields} aria-label={titleOf(section)}>
              {section.fields.map((field) => (
                <FieldRow
                  key={field.name}
                  field={field}
                  label={words.field(screens.entity, field.name)}
                  isChosen={chosen !== null && 'field' in chosen && chosen.field === field.name}
                  onChoose={() => onChoose({ field: field.name })}
                  onStep={(by) => shift(stepField(sections, field.name, by), field.name)}
                  onDrop={(name) =>
                    shift(moveField(sections, name, { section: section.id, before: field.name }), name)
                  }
                />
              ))}
              {section.fields.length === 0 && <li className={css.none}>{t('layouts.empty')}</li>}
            </ol>
          </li>
        ))}
      </ol>
      <p className="visually-hidden" role="status">
        {told}
      </p>
    </>
  )
}

interface SectionHeadProps {
  id: string
  onDrop: (data: Record<string, unknown>) => void
  children: React.ReactNode
}

/** Takes fields, which come first in the section, and other sections. */
function SectionHead({ id, onDrop, children }: SectionHeadProps) {
  const head = useRef<HTMLDivElement>(null)
  const { isOver } = useDropTarget(head, {
    accepts: (data) => data.kind === 'field' || (data.kind === 'section' && data.id !== id),
    onDrop,
  })
  return (
    <div ref={head} className={css.sectionHead} data-over={isOver || undefined}>
      {children}
    </div>
  )
}

function first(sections: Sections, section: string): Place {
  const found = sections.find(({ id }) => id === section)
  return { section, before: found?.fields[0]?.name ?? null }
}
