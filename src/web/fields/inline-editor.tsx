import { type KeyboardEvent, useRef, useState } from 'react'
import type { Entity } from '../../kernel/entities/entity.ts'
import type { Parsed } from '../../kernel/fields/field-type.ts'
import type { Filter } from '../../kernel/queries/filter.ts'
import type { Titles } from '../api/shapes.ts'
import { useT } from '../text/i18n.ts'
import css from './inline-editor.module.css'
import { widgetOf } from './widgets.ts'

/** Where the reader wants to be after saving. */
export type After = 'stay' | 'next' | 'previous'

export interface InlineEditorProps {
  entity: Entity
  name: string
  value: unknown
  titles: Titles
  narrow?: Filter | null
  /** In a cell Enter saves even a text of many lines (Shift+Enter starts a new one). */
  where: 'cell' | 'page'
  onSave: (value: unknown, titles: Titles | undefined, after: After) => void
  onCancel: () => void
}

/** An editor in the place of the value: Enter or leaving saves, Esc restores, Tab saves and goes on. */
export function InlineEditor({
  entity,
  name,
  value,
  titles,
  narrow,
  where,
  onSave,
  onCancel,
}: InlineEditorProps) {
  const t = useT()
  const field = entity.fields[name]
  const written = useRef<{ result: Parsed<unknown>; titles?: Titles }>({
    result: { ok: true, value: value ?? null },
  })
  const isDone = useRef(false)
  const isInside = useRef(true)
  const wasFocused = useRef(false)
  const [problem, setProblem] = useState<string>()
  const widget = field && widgetOf(field)
  if (!field || !widget?.Editor) return null
  const { Editor } = widget

  function finish(after: After, given?: { value: unknown; titles?: Titles }) {
    if (isDone.current || !field) return
    const { result, titles: named } = given
      ? { result: { ok: true, value: given.value } as const, titles: given.titles }
      : written.current
    if (!result.ok) return setProblem(t.dyn(`errors.${result.error}`, result.params))
    if (field.required && result.value === null) return setProblem(t.dyn('errors.value.required'))
    isDone.current = true
    if (after === 'stay' && JSON.stringify(result.value) === JSON.stringify(value ?? null)) onCancel()
    else onSave(result.value, named, after)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.defaultPrevented || event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      isDone.current = true
      onCancel()
    } else if (event.key === 'Enter' && isSaving(event, Boolean(widget?.manyLines), where)) {
      event.preventDefault()
      finish('stay')
    } else if (event.key === 'Tab' && where === 'cell') {
      event.preventDefault()
      finish(event.shiftKey ? 'previous' : 'next')
    }
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: watches the keys and the focus of the field within
    <div
      className={css.editor}
      data-where={where}
      onKeyDown={onKeyDown}
      onFocus={({ target }) => {
        isInside.current = true
        // What is opened for editing is chosen whole, so that typing replaces it as in a spreadsheet.
        if (!wasFocused.current && target instanceof HTMLInputElement) target.select()
        wasFocused.current = true
      }}
      onBlur={() => {
        isInside.current = false
        // The focus may be on its way into a list or a calendar that belongs to this very editor.
        setTimeout(() => {
          if (!isInside.current && document.hasFocus()) finish('stay')
        })
      }}
    >
      <Editor
        entity={entity}
        name={name}
        field={field}
        value={value ?? null}
        titles={titles}
        narrow={narrow}
        error={problem}
        autoFocus
        unfolded
        onChange={(result, named) => {
          written.current = { result, titles: named }
          setProblem(undefined)
        }}
        onPick={(picked, named) => finish('stay', { value: picked, titles: named })}
      />
    </div>
  )
}

function isSaving(event: KeyboardEvent, manyLines: boolean, where: 'cell' | 'page'): boolean {
  if (!manyLines) return true
  return where === 'cell' ? !event.shiftKey : event.ctrlKey || event.metaKey
}
