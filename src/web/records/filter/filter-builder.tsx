import { useMemo, useState } from 'react'
import type { Entity } from '../../../kernel/entities/entity.ts'
import type { Operator } from '../../../kernel/fields/field-type.ts'
import { comparisonOf } from '../../../kernel/queries/comparison.ts'
import { fieldPath } from '../../../kernel/queries/field-path.ts'
import { type CountOperator, countOperators, type Filter } from '../../../kernel/queries/filter.ts'
import { relatedOf } from '../../../kernel/queries/history.ts'
import { periodOf, periods } from '../../../kernel/queries/periods.ts'
import type { Titles } from '../../api/shapes.ts'
import { allNouns } from '../../app/registry.ts'
import { useFieldWords } from '../../fields/field-words.ts'
import { useT } from '../../text/i18n.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { GroupedSelect } from '../../ui/grouped-select.tsx'
import { NumberInput } from '../../ui/number-input.tsx'
import { Select } from '../../ui/select.tsx'
import { fieldChoices } from './field-choices.ts'
import css from './filter-builder.module.css'
import {
  type Draft,
  fromDraft,
  type GroupDraft,
  group,
  newRelated,
  newTerm,
  operatorsOf,
  type RelatedDraft,
  replacePart,
  type TermDraft,
  toDraft,
  withOperator,
} from './filter-draft.ts'
import { PeriodValue } from './period-value.tsx'
import { ValueEditor } from './value-editor.tsx'

const deepest = 3

export interface FilterBuilderProps {
  entity: Entity
  filter: Filter
  /** Names of records the filter points at. */
  titles: Titles
  onChange: (filter: Filter, titles?: Titles) => void
}

/** Conditions row by row: field, operator, value; groups within groups. What is finished takes effect at once. */
export function FilterBuilder({ entity, filter, titles, onChange }: FilterBuilderProps) {
  const [root, setRoot] = useState<GroupDraft>(() => startOf(filter, entity))

  function change(next: GroupDraft, named?: Titles) {
    setRoot(next)
    onChange(fromDraft(next, entity, allNouns()), named)
  }

  return (
    <Group
      entity={entity}
      draft={root}
      depth={1}
      titles={titles}
      onChange={change}
      onReplace={(id, next, named) =>
        change(id === root.id && next?.kind === 'group' ? next : replacePart(root, id, next), named)
      }
    />
  )
}

/** An empty filter opens with a condition to fill in. */
function startOf(filter: Filter, entity: Entity): GroupDraft {
  const draft = toDraft(filter, entity, allNouns())
  if (draft.parts.length > 0) return draft
  const first = entity.worked ? 'stage' : (entity.ownerField ?? entity.title)
  return { ...draft, parts: [newTerm(first, entity, allNouns())] }
}

interface PartProps {
  entity: Entity
  depth: number
  titles: Titles
  onReplace: (id: number, next: Draft | null, titles?: Titles) => void
}

function Group({
  entity,
  draft,
  depth,
  titles,
  onChange,
  onReplace,
}: PartProps & { draft: GroupDraft; onChange: (next: GroupDraft) => void }) {
  const t = useT()
  const first = entity.worked ? 'stage' : entity.title
  return (
    <div className={css.group} data-depth={depth}>
      {draft.parts.map((part, index) => (
        <div key={part.id} className={css.line}>
          <Joint draft={draft} index={index} onChange={onChange} />
          <Part entity={entity} draft={part} depth={depth} titles={titles} onReplace={onReplace} />
          <IconButton
            icon="close"
            size="small"
            label={t('records.filter.remove')}
            onClick={() => onReplace(part.id, null)}
          />
        </div>
      ))}
      <div className={css.add}>
        <Button
          size="small"
          variant="subtle"
          icon="add"
          onClick={() => onChange({ ...draft, parts: [...draft.parts, newTerm(first, entity, allNouns())] })}
        >
          {t('records.filter.addCondition')}
        </Button>
        {depth < deepest && (
          <Button
            size="small"
            variant="subtle"
            icon="add"
            onClick={() =>
              onChange({
                ...draft,
                parts: [
                  ...draft.parts,
                  group(draft.joint === 'any' ? 'all' : 'any', [newTerm(first, entity, allNouns())]),
                ],
              })
            }
          >
            {t('records.filter.addGroup')}
          </Button>
        )}
      </div>
    </div>
  )
}

/** Says how a line is joined to the ones before; the second line decides it for the whole group. */
function Joint({
  draft,
  index,
  onChange,
}: {
  draft: GroupDraft
  index: number
  onChange: (next: GroupDraft) => void
}) {
  const t = useT()
  if (index === 0 && draft.joint !== 'none')
    return <span className={css.joint}>{t('records.filter.where')}</span>
  if (index > 1 || (index === 1 && draft.joint === 'none')) {
    return (
      <span className={css.joint}>
        {t(draft.joint === 'all' ? 'records.filter.and' : 'records.filter.or')}
      </span>
    )
  }
  return (
    <div className={css.joint}>
      <Select
        aria-label={t('records.filter.joint')}
        value={draft.joint}
        options={[
          { value: 'all', label: t('records.filter.and') },
          { value: 'any', label: t('records.filter.or') },
          { value: 'none', label: t('records.filter.none') },
        ]}
        onChange={(joint) => joint && onChange({ ...draft, joint })}
      />
    </div>
  )
}

function Part({ draft, ...rest }: PartProps & { draft: Draft }) {
  if (draft.kind === 'term') return <Term {...rest} draft={draft} />
  if (draft.kind === 'related') return <Related {...rest} draft={draft} />
  return (
    <Group
      {...rest}
      draft={draft}
      depth={rest.depth + 1}
      onChange={(next) => rest.onReplace(draft.id, next)}
    />
  )
}

function Term({ entity, draft, titles, onReplace }: PartProps & { draft: TermDraft }) {
  const t = useT()
  const catalog = allNouns()
  const { field } = fieldPath(draft.field, entity, catalog)
  const isDate = ['day', 'moment'].includes(comparisonOf(field))
  const operators = [...new Set([...operatorsOf(draft.field, entity, catalog), draft.op])]
  const period = isDate && draft.op === 'between' ? periodOf(draft.value) : null
  return (
    <div className={css.term}>
      <FieldSelect
        entity={entity}
        value={draft.field}
        onPick={(next) => onReplace(draft.id, { ...next, id: draft.id })}
      />
      <Select<Operator | 'within'>
        className={css.operator}
        aria-label={t('records.filter.operator')}
        value={period ? 'within' : draft.op}
        searchable={false}
        options={[...(isDate ? (['within'] as const) : []), ...operators].map((op) => ({
          value: op,
          label: t.dyn(operatorKey(t.has, op, isDate)),
        }))}
        onChange={(op) => op && onReplace(draft.id, chosenOperator(draft, op, period !== null))}
      />
      <div className={css.value}>
        {period ? (
          <PeriodValue value={period} onChange={(value) => onReplace(draft.id, { ...draft, value })} />
        ) : (
          <ValueEditor
            entity={entity}
            term={draft}
            titles={titles}
            onChange={(value, named) => onReplace(draft.id, { ...draft, value }, named)}
          />
        )}
      </div>
    </div>
  )
}

/** A period is two days that belong together: who wants to choose them one by one begins anew. */
function chosenOperator(draft: TermDraft, op: Operator | 'within', isPeriod: boolean): TermDraft {
  if (op === 'within') return { ...draft, op: 'between', value: periods.thisMonth }
  return isPeriod && op === 'between' ? { ...draft, op, value: undefined } : withOperator(draft, op)
}

function operatorKey(has: (key: string) => boolean, op: Operator | 'within', isDate: boolean): string {
  const dated = `operators.${op}_date`
  return isDate && has(dated) ? dated : `operators.${op}`
}

function Related({ entity, draft, depth, titles, onReplace }: PartProps & { draft: RelatedDraft }) {
  const t = useT()
  const target = relatedOf(entity, draft.related, allNouns())?.entity
  const isAny = draft.op === 'gte' && draft.count === 1
  const isNone = draft.op === 'eq' && draft.count === 0
  const amount = isAny ? 'some' : isNone ? 'none' : draft.op
  return (
    <div className={css.related}>
      <div className={css.term}>
        <FieldSelect
          entity={entity}
          value={`related:${draft.related}`}
          onPick={(next) => onReplace(draft.id, { ...next, id: draft.id })}
        />
        <Select
          className={css.operator}
          aria-label={t('records.filter.operator')}
          searchable={false}
          value={amount}
          options={(['some', 'none', ...countOperators.filter((op) => op !== 'neq')] as const).map(
            (value) => ({
              value,
              label: t.dyn(`records.filter.amount.${value}`),
            }),
          )}
          onChange={(next) => {
            if (next === 'some') onReplace(draft.id, { ...draft, op: 'gte', count: 1 })
            else if (next === 'none') onReplace(draft.id, { ...draft, op: 'eq', count: 0 })
            else if (next)
              onReplace(draft.id, { ...draft, op: next as CountOperator, count: Math.max(2, draft.count) })
          }}
        />
        {!isAny && !isNone && (
          <div className={css.value}>
            <NumberInput
              aria-label={t('records.filter.count')}
              min={0}
              max={1_000_000}
              value={draft.count}
              onChange={(count) => onReplace(draft.id, { ...draft, count: count ?? 0 })}
            />
          </div>
        )}
      </div>
      {target && depth < deepest && (
        <Group
          entity={target}
          draft={draft.where}
          depth={depth + 1}
          titles={titles}
          onChange={(where) => onReplace(draft.id, { ...draft, where })}
          onReplace={onReplace}
        />
      )}
    </div>
  )
}

/** The list of what a condition may be about. */
function FieldSelect({
  entity,
  value,
  onPick,
}: {
  entity: Entity
  value: string
  onPick: (draft: TermDraft | RelatedDraft) => void
}) {
  const t = useT()
  const words = useFieldWords()
  const options = useMemo(() => {
    const catalog = allNouns()
    return fieldChoices(entity, catalog).map(({ kind, path, through }) => {
      if (kind === 'field') {
        return {
          value: path,
          label: words.field(entity, path),
          group: through ? words.field(entity, through) : undefined,
        }
      }
      const relation = relatedOf(entity, path, catalog)
      const records = words.many(relation?.entity.name ?? '')
      const isPlain = !relation?.name.includes('.')
      const label =
        isPlain || !relation ? records : `${records} (${words.field(relation.entity, relation.field)})`
      return { value: `related:${path}`, label, group: t('records.filter.relatedGroup') }
    })
  }, [entity, words, t])
  const shown = options.some((option) => option.value === value)
    ? options
    : [{ value, label: words.field(entity, value) }, ...options]
  return (
    <div className={css.field}>
      <GroupedSelect
        aria-label={t('records.filter.field')}
        searchLabel={t('records.filter.findField')}
        value={value}
        options={shown}
        onChange={(path) =>
          onPick(
            path.startsWith('related:')
              ? newRelated(path.slice('related:'.length))
              : newTerm(path, entity, allNouns()),
          )
        }
      />
    </div>
  )
}
