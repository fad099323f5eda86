import { type ReactNode, type Ref, useImperativeHandle, useState } from 'react'
import type { Field } from '../../../../kernel/fields/f.ts'
import { isRefusal } from '../../../api/errors.ts'
import type { Row, Titles } from '../../../api/shapes.ts'
import { FieldValue } from '../../../fields/field-value.tsx'
import { useFieldWords } from '../../../fields/field-words.ts'
import { InlineEditor } from '../../../fields/inline-editor.tsx'
import type { EditorProps } from '../../../fields/widget.ts'
import { widgetOf } from '../../../fields/widgets.ts'
import { fieldSentences } from '../../../text/errors.ts'
import { useT } from '../../../text/i18n.ts'
import { useFormat } from '../../../text/use-format.ts'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { ProgressBar } from '../../../ui/small.tsx'
import { Tooltip } from '../../../ui/tooltip.tsx'
import { type ShownLayout, useLayout } from '../../layout/use-layout.ts'
import { useHeirs } from '../../may-assign.ts'
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
  /** Another layout than the noun has, to be tried out. */
  layout?: ShownLayout
  ref?: Ref<FieldsHandle>
}

/** The fields of a record, edited in place; how complete it is and what to ask next. */
export function FieldsPanel(props: FieldsPanelProps) {
  const { screens, row, titles, mayUpdate, isShort = false, layout: tried, ref } = props
  const { entity } = screens
  const t = useT()
  const words = useFieldWords()
  const format = useFormat()
  const save = useSave(entity)
  const [editing, setEditing] = useState<{ name: string; seen: Row } | null>(null)
  const edited = editing?.name ?? null
  // What was seen when the editor opened counts: if others changed it since, that is a conflict to be told of.
  const setEdited = (name: string | null) => setEditing(name === null ? null : { name, seen: row })
  const kept = useLayout(screens)
  const layout = tried ?? kept
  const [told, setTold] = useState<string | null>(null)
  const needed = row.status === 'open' ? layout.neededAt(row.stage) : []
  const laid = layout.sections.map((section) => ({
    section,
    names: section.fields
      .filter((field) => field.page !== false && layout.shows(field, row.pipeline))
      .map(({ name }) => name),
  }))
  const [failed, setFailed] = useState<Record<string, string>>({})
  const { share, missing } = completenessOf(
    row,
    // What somebody else has to fill in says nothing about the reader's work.
    screens.complete.filter((name) => entity.fields[name] && !entity.fields[name].limit),
  )
  const mayAssign = useHeirs(entity) !== null
  const mayEdit = (name: string) => {
    const field = entity.fields[name]
    return (
      mayUpdate &&
      (name !== entity.ownerField || mayAssign) &&
      field !== undefined &&
      !field.readOnly &&
      !field.createOnly &&
      widgetOf(field).Editor !== null
    )
  }

  useImperativeHandle(ref, () => ({
    edit: (name) => setEdited(name ?? laid.flatMap(({ names }) => names).find(mayEdit) ?? null),
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
      {laid.map(({ section, names }) => {
        // What is asked for by name is shown, wherever it is hidden.
        const asked = edited && !isOnPage(laid, edited) && section === laid[0]?.section ? [edited] : []
        const shown = [...names, ...asked].filter(
          (name) =>
            Object.hasOwn(entity.fields, name) &&
            (isSaid(row[name]) || edited === name || (!isShort && !entity.fields[name]?.readOnly)),
        )
        if (shown.length === 0) return null
        return (
          <Section
            key={section.id}
            title={layout.titleOf(section)}
            isFoldable={section.collapsed === true}
            isForced={shown.some((name) => name === edited)}
          >
            <dl className={css.fields} data-columns={section.columns}>
              {shown.map((name) => (
                <div
                  key={name}
                  className={css.line}
                  data-failed={failed[name] ? true : undefined}
                  // Paragraphs and lists need the whole width.
                  data-wide={
                    (entity.fields[name]?.type.name === 'richText' &&
                      (isSaid(row[name]) || edited === name)) ||
                    undefined
                  }
                >
                  <dt className={css.label}>
                    {words.field(entity, name)}
                    {needed.includes(name) && (
                      <span
                        className={css.needed}
                        role="img"
                        aria-label={t('records.missing.needed')}
                        title={t('records.missing.needed')}
                      >
                        *
                      </span>
                    )}
                    {layout.helpOf(name) && (
                      <Tooltip label={layout.helpOf(name)}>
                        <button
                          type="button"
                          className={css.help}
                          aria-label={t('records.missing.help', { field: words.field(entity, name) })}
                          aria-expanded={told === name}
                          onClick={() => setTold(told === name ? null : name)}
                        >
                          <Icon name="info" size={14} />
                        </button>
                      </Tooltip>
                    )}
                  </dt>
                  <dd className={css.value}>
                    {mayEdit(name) && standsOpen(entity.fields[name]) ? (
                      <div className={css.open}>
                        <StandingEditor
                          entity={entity}
                          name={name}
                          value={row[name] ?? null}
                          titles={titles}
                          autoFocus={edited === name}
                          onPick={(value, named) => void change(name, value, named)}
                        />
                      </div>
                    ) : edited === name ? (
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
                    {(told === name || edited === name) && layout.helpOf(name) && (
                      <p className={css.told}>{layout.helpOf(name)}</p>
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
          </Section>
        )
      })}
    </section>
  )
}

const isOnPage = (laid: readonly { names: readonly string[] }[], name: string) =>
  laid.some(({ names }) => names.includes(name))

/** The fields under one heading; a folded one is opened by its heading. */
function Section({
  title,
  isFoldable,
  isForced,
  children,
}: {
  title: string
  isFoldable: boolean
  /** Something in it is being edited. */
  isForced: boolean
  children: ReactNode
}) {
  const [isOpen, setOpen] = useState(false)
  if (!isFoldable)
    return (
      <section className={css.section}>
        <h3 className={css.heading}>{title}</h3>
        {children}
      </section>
    )
  const isShown = isOpen || isForced
  return (
    <section className={css.section}>
      <h3 className={css.heading}>
        <button type="button" className={css.fold} aria-expanded={isShown} onClick={() => setOpen(!isShown)}>
          <Icon name={isShown ? 'chevronDown' : 'chevronRight'} size={14} />
          {title}
        </button>
      </h3>
      {isShown && children}
    </section>
  )
}

/** An editor that needs no opening: what is chosen in it is saved at once. */
function StandingEditor(props: Omit<EditorProps, 'onChange' | 'field'>) {
  const field = props.entity.fields[props.name]
  const Editor = field && widgetOf(field).Editor
  return Editor ? <Editor {...props} field={field} onChange={() => {}} /> : null
}

const standsOpen = (field: Field | undefined) => field !== undefined && widgetOf(field).standsOpen === true

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
