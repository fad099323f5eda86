import { useRef } from 'react'
import type { Entity } from '../../../../kernel/entities/entity.ts'
import { aggregates } from '../../../../kernel/formula/functions.ts'
import { kindOf } from '../../../../kernel/formula/resolve-formula.ts'
import { allNouns } from '../../../../web/app/registry.ts'
import { useFieldWords } from '../../../../web/fields/field-words.ts'
import { fieldChoices } from '../../../../web/records/filter/field-choices.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { GroupedSelect } from '../../../../web/ui/grouped-select.tsx'
import { TextArea } from '../../../../web/ui/inputs.tsx'
import { Select } from '../../../../web/ui/select.tsx'
import { Checkbox } from '../../../../web/ui/toggles.tsx'
import css from '../fields-page.module.css'
import { optionsOf } from './drafts.ts'
import type { FieldFormState } from './field-form.tsx'
import { FormulaHelp } from './formula-help.tsx'
import inputCss from './formula-input.module.css'
import { FormulaValues } from './formula-values.tsx'
import { type ReadFormula, readFormula } from './read-formula.ts'

interface ComputedOptionsProps {
  form: FieldFormState
  entity: Entity
  /** Name of the field when it is there already. */
  itself: string | undefined
}

/** What a field is computed from: a formula, or what is told about related records. */
export function ComputedOptions({ form, entity, itself }: ComputedOptionsProps) {
  const t = useT()
  const { type } = form.values
  const read = readFormula(entity, type, optionsOf(form.values), itself)
  return (
    <>
      {type === 'formula' ? (
        <FormulaInput form={form} entity={entity} itself={itself} read={read} />
      ) : (
        <RollUpInputs form={form} entity={entity} />
      )}
      {read.field && type === 'formula' && <FormulaValues entity={entity} field={read.field} />}
      {read.formula?.kind === 'number' && (
        <div className={css.pair}>
          <Select
            label={t('customFields.digits')}
            value={String(form.values.digits)}
            options={Array.from({ length: 7 }, (_, n) => ({ value: String(n), label: String(n) }))}
            onChange={(next) => form.set('digits', Number(next))}
          />
          <Checkbox
            label={t('customFields.formula.isPercent')}
            checked={form.values.isPercent}
            onChange={(checked) => form.set('isPercent', checked)}
          />
        </div>
      )}
      <FormulaHelp />
    </>
  )
}

function FormulaInput({ form, entity, itself, read }: ComputedOptionsProps & { read: ReadFormula }) {
  const t = useT()
  const { value, error, onChange, ...rest } = form.field('formula')
  const options = useInsertable(entity, itself)
  // Where the cursor was when the list took the focus; nobody has been there yet: the end.
  const cursor = useRef<{ from: number; to: number } | null>(null)
  function insert(text: string) {
    const { from, to } = cursor.current ?? { from: value.length, to: value.length }
    const before = value.slice(0, from)
    const inserted = before === '' || /[\s(]$/.test(before) ? text : ` ${text}`
    cursor.current = { from: from + inserted.length, to: from + inserted.length }
    onChange(before + inserted + value.slice(to))
  }
  return (
    <div>
      <TextArea
        {...rest}
        className={inputCss.input}
        label={t('customFields.formula.label')}
        required
        minRows={2}
        placeholder="if(amount > 100000, amount * 0.05, 0)"
        value={value}
        error={error}
        onChange={onChange}
        onBlur={({ target }) => {
          if (target instanceof HTMLTextAreaElement)
            cursor.current = { from: target.selectionStart, to: target.selectionEnd }
        }}
      />
      <div className={inputCss.line}>
        <span role="status">
          {read.formula
            ? t(`customFields.formula.kinds.${read.formula.kind}`)
            : value.trim() && !error && t.dyn(`errors.formula.${read.problem.code}`, read.problem.params)}
        </span>
        <GroupedSelect
          aria-label={t('customFields.formula.insert')}
          searchLabel={t('customFields.formula.find')}
          value=""
          tone="quiet"
          options={[{ value: '', label: t('customFields.formula.insert') }, ...options]}
          onChange={insert}
        />
      </div>
    </div>
  )
}

/** The fields a formula may name, with their names in words, and what it may ask of those that are chosen from a list. */
function useInsertable(entity: Entity, itself: string | undefined) {
  const t = useT()
  const words = useFieldWords()
  const choices = Object.entries(entity.fields).flatMap(([name, { type, options, hidden }]) =>
    type.name === 'choice' && !hidden
      ? (options.choices as string[]).map((key) => ({
          value: `${name} = "${key}"`,
          label: `${words.field(entity, name)}: ${words.choice(entity.name, name, key)}`,
          hint: `"${key}"`,
          group: t('customFields.formula.choices'),
        }))
      : [],
  )
  const fields = fieldChoices(entity, allNouns())
    .filter(({ kind, path, through }) => {
      if (kind !== 'field' || path === itself) return false
      const of = through ? allNouns().find(entity.fields[through]?.options.to) : entity
      const field = of?.fields[path.split('.').at(-1) ?? '']
      return field !== undefined && kindOf(field) !== null
    })
    .map(({ path, through }) => ({
      value: path,
      label: words.field(entity, path),
      hint: path,
      group: through ? words.field(entity, through) : undefined,
    }))
  return [...fields.filter(({ group }) => !group), ...choices, ...fields.filter(({ group }) => group)]
}

function RollUpInputs({ form, entity }: Omit<ComputedOptionsProps, 'itself'>) {
  const t = useT()
  const words = useFieldWords()
  const { relation: name, aggregate, value } = form.values
  const relations = allNouns()
    .allRelationsOf(entity)
    .filter((one) => one.entity.importable || one.entity.worked)
  const relation = relations.find((one) => one.name === name)
  const isSummed = aggregate === 'sum' || aggregate === 'average'
  const told = Object.entries(relation?.entity.fields ?? {}).filter(([, field]) => {
    const kind = kindOf(field)
    if (field.hidden) return false
    return kind === 'number' || kind === 'money' || (!isSummed && (kind === 'date' || kind === 'moment'))
  })
  return (
    <>
      <Select
        label={t('customFields.rollUp.relation')}
        required
        value={name || null}
        options={relations.map((one) => ({
          value: one.name,
          label:
            one.name === one.entity.table
              ? words.many(one.entity.name)
              : `${words.many(one.entity.name)} (${words.field(one.entity, one.field)})`,
        }))}
        onChange={(next) => form.set('relation', next ?? '')}
      />
      <div className={css.pair}>
        <Select
          label={t('customFields.rollUp.aggregate')}
          value={aggregate}
          options={aggregates.map((one) => ({
            value: one,
            label: t(`customFields.rollUp.aggregates.${one}`),
          }))}
          onChange={(next) => next && form.set('aggregate', next)}
        />
        {aggregate !== 'count' && relation && (
          <Select
            label={t('customFields.rollUp.value')}
            required
            value={value || null}
            options={told.map(([field]) => ({ value: field, label: words.field(relation.entity, field) }))}
            onChange={(next) => form.set('value', next ?? '')}
          />
        )}
      </div>
      <TextArea
        className={inputCss.input}
        label={t('customFields.rollUp.where')}
        description={t('customFields.rollUp.whereHelp')}
        minRows={1}
        placeholder='status = "won"'
        value={form.values.where}
        error={form.field('formula').error}
        onChange={(next) => {
          form.set('where', next)
          form.set('formula', '')
        }}
      />
    </>
  )
}
