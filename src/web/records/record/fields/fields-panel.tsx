import { type Ref, useImperativeHandle, useState } from 'react'
import { isRefusal } from '../../../api/errors.ts'
import type { Row, Titles } from '../../../api/shapes.ts'
import { FieldValue } from '../../../fields/field-value.tsx'
import { useFieldWords } from '../../../fields/field-words.ts'
import { InlineEditor } from '../../../fields/inline-editor.tsx'
import { widgetOf } from '../../../fields/widgets.ts'
import { fieldSentences } from '../../../text/errors.ts'
import { useT } from '../../../text/i18n.ts'
import { useFormat } from '../../../text/use-format.ts'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { ProgressBar } from '../../../ui/small.tsx'
import { narrowOf } from '../../narrow.ts'
import { useSave } from '../../save.ts'
import type { RecordScreens } from '../../screens.ts'
import { completenessOf } from '../completeness.ts'
import css from './fields-panel.module.css'

export interface FieldsHandle {
  /** Opens the editor of a field; of the first one that may be edited when none is named. */
  edit: (name?: string) => void
}

export interface FieldsPanelProps {
  screens: RecordScreens
  row: Row
  titles: Titles
  mayUpdate: boolean
  /** Leaves out what is empty, where there is little room. */
  isShort?: boolean
  ref?: Ref<FieldsHandle>
}

/** The fields of a record, edited in place; how complete it is and what to ask next. */
export function FieldsPanel({ screens, row, titles, mayUpdate, isShort = false, ref }: FieldsPanelProps) {
  const { entity } = screens
  const t = useT()
  const words = useFieldWords()
  const format = useFormat()
  const save = useSave(entity)
  const [editing, setEditing] = useState<{ name: string; seen: Row } | null>(null)
  const edited = editing?.name ?? null
  // What was seen when the editor opened counts: if others changed it since, that is a conflict to be told of.
  const setEdited = (name: string | null) => setEditing(name === null ? null : { name, seen: row })
  const [failed, setFailed] = useState<Record<string, string>>({})
  const { share, missing } = completenessOf(
    row,
    // What somebody else has to fill in says nothing about the reader's work.
    screens.complete.filter((name) => entity.fields[name] && !entity.fields[name].limit),
  )
  const mayEdit = (name: string) => {
    const field = entity.fields[name]
    return (
      mayUpdate &&
      field !== undefined &&
      !field.readOnly &&
      !field.createOnly &&
      widgetOf(field).Editor !== null
    )
  }

  useImperativeHandle(ref, () => ({
    edit: (name) => setEdited(name ?? screens.sections.flatMap(({ fields }) => fields).find(mayEdit) ?? null),
  }))

  async function change(name: string, value: unknown, named: Titles | undefined) {
    const seen = editing?.name === name ? editing.seen : row
    setEdited(null)
    setFailed(({ [name]: _former, ...rest }) => rest)
    try {
      await save(seen, { [name]: value }, named)
    } catch (error) {
      const sentence =
        fieldSentences(t, error)[name] ??
        (isRefusal(error, 'record.duplicate') ? t('records.duplicate') : t('records.notSaved'))
      setFailed((former) => ({ ...former, [name]: sentence }))
    }
  }

  return (
    <section className={css.panel} aria-label={t('records.fields.title')}>
      {screens.complete.length > 0 && !isShort && (
        <div className={css.complete}>
          <ProgressBar
            value={share}
            max={1}
            label={t('records.fields.complete')}
            tone={share === 1 ? 'success' : 'accent'}
          />
          <p className={css.share}>
            {t('records.fields.completeShare', { share: format.percent(share, 0) })}
            {missing[0] !== undefined && mayEdit(missing[0]) && (
              <Button size="small" variant="subtle" onClick={() => setEdited(missing[0] ?? null)}>
                {t('records.fields.add', { field: words.field(entity, missing[0]) })}
              </Button>
            )}
          </p>
        </div>
      )}
      {screens.sections.map(({ id, fields }) => {
        const shown = fields.filter(
          (name) =>
            Object.hasOwn(entity.fields, name) &&
            (isSaid(row[name]) || edited === name || (!isShort && !entity.fields[name]?.readOnly)),
        )
        if (shown.length === 0) return null
        return (
          <section key={id} className={css.section}>
            <h3 className={css.heading}>{t.dyn(`sections.${id}`)}</h3>
            <dl>
              {shown.map((name) => (
                <div key={name} className={css.line} data-failed={failed[name] ? true : undefined}>
                  <dt className={css.label}>{words.field(entity, name)}</dt>
                  <dd className={css.value}>
                    {edited === name ? (
                      <InlineEditor
                        entity={entity}
                        name={name}
                        value={row[name]}
                        titles={titles}
                        narrow={narrowOf(screens, name, row)}
                        where="page"
                        onSave={(value, named) => void change(name, value, named)}
                        onCancel={() => setEdited(null)}
                      />
                    ) : (
                      <Value
                        screens={screens}
                        name={name}
                        row={row}
                        titles={titles}
                        onEdit={mayEdit(name) ? () => setEdited(name) : undefined}
                      />
                    )}
                    {failed[name] && (
                      <p className={css.failure} role="alert">
                        {failed[name]}
                      </p>
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        )
      })}
    </section>
  )
}

interface ValueProps {
  screens: RecordScreens
  name: string
  row: Row
  titles: Titles
  onEdit?: () => void
}

function Value({ screens, name, row, titles, onEdit }: ValueProps) {
  const { entity } = screens
  const t = useT()
  const words = useFieldWords()
  const value = row[name]
  const content = isSaid(value) ? (
    <FieldValue entity={entity} name={name} value={value} titles={titles} where="page" />
  ) : (
    <span className={css.empty}>—</span>
  )
  if (!onEdit) return <span className={css.plain}>{content}</span>
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the button beside the value does the same
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <span
      className={css.editable}
      onClick={(event) => {
        if (!(event.target instanceof Element && event.target.closest('a'))) onEdit()
      }}
    >
      {content}
      <button
        type="button"
        className={css.edit}
        aria-label={t('records.fields.edit', { field: words.field(entity, name) })}
        onClick={(event) => {
          event.stopPropagation()
          onEdit()
        }}
      >
        <Icon name="edit" size={14} />
      </button>
    </span>
  )
}

const isSaid = (value: unknown) => value !== null && value !== undefined && value !== ''
