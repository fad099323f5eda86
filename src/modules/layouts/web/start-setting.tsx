import { useState } from 'react'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { takesStart } from '../../../kernel/entities/layout.ts'
import type { Start } from '../../../kernel/entities/layout-shape.ts'
import type { Field } from '../../../kernel/fields/f.ts'
import { widgetOf } from '../../../web/fields/widgets.ts'
import { useT } from '../../../web/text/i18n.ts'
import { NumberInput } from '../../../web/ui/number-input.tsx'
import { Select } from '../../../web/ui/select.tsx'
import css from './layouts.module.css'

export interface StartSettingProps {
  entity: Entity
  name: string
  field: Field
  start: Start | undefined
  onChange: (start: Start | undefined) => void
}

type Kind = 'none' | 'value' | 'days' | 'me'

/** What new records begin with in a field: nothing, a value, a day counted from today, whoever creates them. */
export function StartSetting({ entity, name, field, start, onChange }: StartSettingProps) {
  const t = useT()
  const [kind, setKind] = useState<Kind>(kindOf(start))
  const { Editor } = widgetOf(field)
  const kinds = kindsOf(field)
  if (kinds.length === 1) return null

  function choose(next: Kind) {
    setKind(next)
    onChange(next === 'days' ? { days: 0 } : next === 'me' ? { me: true } : undefined)
  }

  return (
    <fieldset className={css.group}>
      <legend>{t('layouts.start')}</legend>
      <Select
        aria-label={t('layouts.start')}
        value={kind}
        options={kinds.map((value) => ({ value, label: t(`layouts.starts.${value}`) }))}
        onChange={(value) => value && choose(value)}
      />
      {kind === 'value' && Editor && (
        <Editor
          entity={entity}
          name={name}
          field={field}
          label={t('layouts.startValue')}
          value={start && 'value' in start ? start.value : null}
          titles={{}}
          onChange={(written) => {
            if (written.ok) onChange(written.value == null ? undefined : { value: written.value })
          }}
        />
      )}
      {kind === 'days' && (
        <NumberInput
          label={t('layouts.startDays')}
          value={start && 'days' in start ? start.days : 0}
          min={-3650}
          max={3650}
          onChange={(days) => onChange({ days: days ?? 0 })}
        />
      )}
    </fieldset>
  )
}

function kindOf(start: Start | undefined): Kind {
  if (!start) return 'none'
  return 'days' in start ? 'days' : 'me' in start ? 'me' : 'value'
}

/** What a field of this type can begin with. */
function kindsOf(field: Field): Kind[] {
  const isPlain = !field.readOnly && !field.unique && !['ref', 'refs', 'json'].includes(field.type.name)
  return [
    'none',
    ...(isPlain ? (['value'] as const) : []),
    ...(takesStart(field, { days: 0 }) ? (['days'] as const) : []),
    ...(takesStart(field, { me: true }) ? (['me'] as const) : []),
  ]
}
