import { useRef } from 'react'
import type { LaidField } from '../../../kernel/entities/layout-shape.ts'
import { useT } from '../../../web/text/i18n.ts'
import { useDropTarget } from '../../../web/ui/drag.ts'
import { Icon, type IconName } from '../../../web/ui/icon.tsx'
import { Handle } from './handle.tsx'
import css from './layouts.module.css'

export interface FieldRowProps {
  field: LaidField
  label: string
  isChosen: boolean
  onChoose: () => void
  onStep: (by: -1 | 1) => void
  /** Another field was dropped here. */
  onDrop: (name: string) => void
}

/** A field among those of its section, with marks of what is said about it. */
export function FieldRow({ field, label, isChosen, onChoose, onStep, onDrop }: FieldRowProps) {
  const t = useT()
  const row = useRef<HTMLLIElement>(null)
  const { isOver } = useDropTarget(row, {
    accepts: (data) => data.kind === 'field' && data.name !== field.name,
    onDrop: (data) => onDrop(String(data.name)),
  })
  return (
    <li ref={row} className={css.field} data-over={isOver || undefined} data-chosen={isChosen || undefined}>
      <Handle
        id={field.name}
        data={{ kind: 'field', name: field.name }}
        label={t('layouts.moveField', { name: label })}
        onStep={onStep}
      />
      <button type="button" className={css.fieldName} aria-pressed={isChosen} onClick={onChoose}>
        <span>{label}</span>
        {marksOf(field).map(({ icon, key }) => (
          <Icon key={key} name={icon} size={14} label={t(`layouts.marks.${key}`)} />
        ))}
      </button>
    </li>
  )
}

type Mark = 'needed' | 'help' | 'start' | 'some' | 'hidden'

/** What is said about a field, at a glance. */
function marksOf(field: LaidField): { key: Mark; icon: IconName }[] {
  const marks: [boolean, Mark, IconName][] = [
    [Boolean(field.requiredAt?.length || field.requiredToWin), 'needed', 'pipeline'],
    [Boolean(field.help), 'help', 'info'],
    [Boolean(field.start), 'start', 'enter'],
    [Boolean(field.pipelines?.length || field.roles?.length), 'some', 'filter'],
    [field.page === false && field.form === 'none', 'hidden', 'eyeOff'],
  ]
  return marks.flatMap(([isSaid, key, icon]) => (isSaid ? [{ key, icon }] : []))
}
