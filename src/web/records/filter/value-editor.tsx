import { useDeferredValue, useState } from 'react'
import type { Entity } from '../../../kernel/entities/entity.ts'
import type { Field } from '../../../kernel/fields/f.ts'
import type { ChoiceOptions } from '../../../kernel/fields/types/choice.ts'
import { comparisonOf } from '../../../kernel/queries/comparison.ts'
import { fieldPath } from '../../../kernel/queries/field-path.ts'
import type { Me, MyTeam, Scalar, TermValue } from '../../../kernel/queries/filter.ts'
import { useRecords } from '../../api/records.ts'
import type { Titles } from '../../api/shapes.ts'
import { allNouns } from '../../app/registry.ts'
import { useFieldWords } from '../../fields/field-words.ts'
import { RefsPicker } from '../../fields/refs-picker.tsx'
import { YesNoEditor } from '../../fields/widgets/editors.tsx'
import { TextualEditor } from '../../fields/widgets/textual.tsx'
import { useT } from '../../text/i18n.ts'
import { MultiSelect } from '../../ui/multi-select.tsx'
import { DateValue } from './date-value.tsx'
import css from './filter-builder.module.css'
import type { TermDraft } from './filter-draft.ts'

export interface ValueEditorProps {
  entity: Entity
  term: TermDraft
  titles: Titles
  onChange: (value: TermValue | undefined, titles?: Titles) => void
}

/** What a field is compared with, in the form its operator asks for. */
export function ValueEditor({ entity, term, titles, onChange }: ValueEditorProps) {
  const t = useT()
  const path = fieldPath(term.field, entity, allNouns())
  if (term.op === 'empty' || term.op === 'notEmpty') return null
  if (path.field.type.name === 'refs')
    return (
      <RefsPicker
        to={path.field.options.to}
        aria-label={t('records.filter.value')}
        value={Array.isArray(term.value) ? (term.value as Scalar[]).map(String) : []}
        titles={titles}
        onChange={(ids, named) => onChange(ids.length > 0 ? ids : undefined, named)}
      />
    )
  if (term.op === 'in' || term.op === 'notIn' || term.op === 'hasAll') {
    return path.field.type.name === 'ref' ? (
      <ManyRecords to={path.field.options.to} value={term.value} titles={titles} onChange={onChange} />
    ) : (
      <ManyChoices
        entity={path.entity}
        name={path.name}
        field={path.field}
        value={term.value}
        onChange={onChange}
      />
    )
  }
  const one = { entity: path.entity, name: path.name, field: path.field }
  if (term.op !== 'between') {
    return (
      <One
        key={`${term.field} ${term.op}`}
        {...one}
        value={term.value as Scalar | undefined}
        onChange={onChange}
      />
    )
  }
  const pair = Array.isArray(term.value) ? (term.value as Scalar[]) : []
  // The pair takes effect when both ends are there; until then the draft keeps the one that is.
  const change = (index: 0 | 1, value: Scalar | undefined) =>
    onChange((index === 0 ? [value, pair[1]] : [pair[0], value]) as Scalar[])
  return (
    <>
      <One key="from" {...one} value={pair[0]} onChange={(value) => change(0, value)} />
      <span className={css.and}>{t('records.filter.and')}</span>
      <One key="to" {...one} value={pair[1]} onChange={(value) => change(1, value)} />
    </>
  )
}

interface OneProps {
  entity: Entity
  name: string
  field: Field
  value: Scalar | undefined
  onChange: (value: Scalar | undefined) => void
}

function One({ entity, name, field, value, onChange }: OneProps) {
  const comparison = comparisonOf(field)
  if (comparison === 'day' || comparison === 'moment')
    return <DateValue value={value} withNow={comparison === 'moment'} onChange={onChange} />
  const common = {
    entity,
    name,
    field: comparison === 'code' || comparison === 'text' ? asText(field) : field,
    value: value ?? null,
    titles: {},
    onChange: (written: { ok: boolean; value?: unknown }) =>
      onChange(written.ok && written.value !== null ? (written.value as Scalar) : undefined),
  }
  return field.type.name === 'boolean' ? <YesNoEditor {...common} /> : <TextualEditor {...common} />
}

/** A part of a value is enough to look for, so it is not read as a whole one. */
function asText(field: Field): Field {
  return { ...field, type: { ...field.type, parse: (text) => ({ ok: true, value: text }), print: String } }
}

function ManyChoices({
  entity,
  name,
  field,
  value,
  onChange,
}: Omit<OneProps, 'value' | 'onChange'> &
  Pick<ValueEditorProps, 'onChange'> & { value: TermValue | undefined }) {
  const t = useT()
  const words = useFieldWords()
  const { choices = [], namedBy } = field.options as Partial<ChoiceOptions>
  const choiceLabel = (key: string) =>
    namedBy ? t.dyn(`${namedBy}.${key}`) : words.choice(entity.name, name, key)
  return (
    <MultiSelect
      aria-label={t('records.filter.value')}
      value={Array.isArray(value) ? value.map(String) : []}
      options={choices.map((key) => ({ value: key, label: choiceLabel(key) }))}
      onChange={(keys) => onChange(keys.length > 0 ? keys : undefined)}
    />
  )
}

const me = 'me'
const myTeam = 'my-team'

function ManyRecords({
  to,
  value,
  titles,
  onChange,
}: Pick<ValueEditorProps, 'titles' | 'onChange'> & { to: string; value: TermValue | undefined }) {
  const t = useT()
  const noun = allNouns().entity(to)
  const [typed, setTyped] = useState('')
  const isSearched = Object.values(noun.fields).some((field) => field.search)
  const q = useDeferredValue(typed.trim())
  const {
    rows,
    titles: found,
    isLoading,
    isStale,
  } = useRecords(noun, {
    q: isSearched ? q : undefined,
    limit: isSearched ? 20 : 200,
    ...('position' in noun.fields ? { sort: ['position'] } : {}),
  })
  const isUser = to === 'user'
  const chosen = chosenOf(value)
  const names: Titles = {
    ...titles,
    ...Object.fromEntries(rows.map((row) => [row.id, nameOf(row, noun, found)])),
  }
  const own = isUser
    ? [
        { value: me, label: t('records.filter.me') },
        { value: myTeam, label: t('records.filter.myTeam') },
      ]
    : []
  const listed = rows.map((row) => ({ value: row.id, label: nameOf(row, noun, found) }))
  const others = chosen
    .filter((id) => ![...own, ...listed].some((option) => option.value === id))
    .map((id) => ({ value: id, label: names[id] ?? t('values.unknownRecord') }))
  return (
    <MultiSelect
      aria-label={t('records.filter.value')}
      value={chosen}
      options={[...own, ...others, ...listed]}
      loading={isLoading || (isSearched && (isStale || q !== typed.trim()))}
      onSearch={isSearched ? setTyped : undefined}
      onChange={(ids) => {
        const named = Object.fromEntries(ids.flatMap((id) => (names[id] ? [[id, names[id]]] : [])))
        onChange(chosenValue(ids, chosen), named)
      }}
    />
  )
}

/** Stages of several pipelines may share a name, so theirs stands beside it. */
function nameOf(row: { [field: string]: unknown }, noun: Entity, titles: Titles): string {
  const title = String(row[noun.title] ?? '')
  const pipeline =
    noun.name === 'stage' && typeof row.pipeline === 'string' ? titles[row.pipeline] : undefined
  return pipeline ? `${title} · ${pipeline}` : title
}

function chosenOf(value: TermValue | undefined): string[] {
  if (isMyTeam(value)) return [myTeam]
  return Array.isArray(value) ? (value as Scalar[]).map((one) => (isMe(one) ? me : String(one))) : []
}

/** My team stands alone: choosing it lets go of people, choosing people lets go of it. */
function chosenValue(ids: readonly string[], former: readonly string[]): TermValue | undefined {
  if (ids.includes(myTeam) && !former.includes(myTeam)) return { myTeam: true }
  const people = ids.filter((id) => id !== myTeam)
  return people.length > 0 ? people.map((id): Scalar => (id === me ? { me: true } : id)) : undefined
}

const isMe = (value: unknown): value is Me => typeof value === 'object' && value !== null && 'me' in value
const isMyTeam = (value: unknown): value is MyTeam =>
  typeof value === 'object' && value !== null && 'myTeam' in value
