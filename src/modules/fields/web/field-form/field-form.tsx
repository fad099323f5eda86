import { computedTypeOf } from '../../../../kernel/entities/computed-types.ts'
import type { CustomField, Named } from '../../../../kernel/entities/custom-model.ts'
import { type CustomType, customTypeNames } from '../../../../kernel/entities/custom-types.ts'
import type { Aggregate } from '../../../../kernel/formula/functions.ts'
import { useCommand } from '../../../../web/api/commands.ts'
import { useSession } from '../../../../web/api/session.ts'
import { allNouns } from '../../../../web/app/registry.ts'
import { useForm } from '../../../../web/app/use-form.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { TextInput } from '../../../../web/ui/inputs.tsx'
import { Select } from '../../../../web/ui/select.tsx'
import { ErrorBox } from '../../../../web/ui/small.tsx'
import { Checkbox } from '../../../../web/ui/toggles.tsx'
import { changeField, createField } from '../../field.commands.ts'
import css from '../fields-page.module.css'
import { NamesInputs, trimmed } from '../names-inputs.tsx'
import { NounSelect } from '../noun-select.tsx'
import { ChoicesInput } from './choices-input.tsx'
import { ComputedOptions } from './computed-options.tsx'
import { choiceOptions, type FieldDraft, newChoice, optionsOf, uniqueTypes } from './drafts.ts'
import { readFormula } from './read-formula.ts'

export interface FieldFormProps {
  entity: string
  /** Null: a new one. */
  id: string | null
  onClose: () => void
}

/** A field of one's own: what it is called, what it holds, and what is asked of its values. */
export function FieldForm({ entity, id, onClose }: FieldFormProps) {
  const t = useT()
  const { fields } = useSession().workspace.custom
  const known = fields.find((field) => field.id === id)
  const creating = useCommand(createField)
  const changing = useCommand(changeField)
  const form = useForm<FieldDraft>({
    initial: draftOf(known),
    check: (draft) => {
      const { names, type, choices } = draft
      return {
        names: Object.keys(trimmed(names)).length === 0 ? 'value.required' : null,
        choices: isChoice(type) && choiceOptions(choices).choices.length === 0 ? 'value.required' : null,
        formula: computedTypeOf(type) ? problemOf(draft, entity, known?.name) : null,
      }
    },
    submit: async (draft) => {
      const help = trimmed(draft.help)
      const told = {
        names: trimmed(draft.names),
        help: Object.keys(help).length > 0 ? help : null,
        required: draft.required && !computedTypeOf(draft.type),
        unique: draft.unique && uniqueTypes.includes(draft.type),
        options: optionsOf(draft),
      }
      if (known) await changing.run({ field: known.id, ...told })
      else await creating.run({ entity, type: draft.type, ...told })
      onClose()
    },
  })
  const { type } = form.values
  return (
    <form {...form.formProps} className={css.form}>
      <NamesInputs {...form.field('names')} autoFocus label={t('customFields.name')} />
      <Select<CustomType>
        label={t('customFields.type')}
        required
        disabled={known !== undefined}
        value={type}
        options={customTypeNames.map((value) => ({ value, label: t(`customFields.types.${value}`) }))}
        onChange={(next) => {
          if (!next) return
          form.set('type', next)
          form.set('digits', next === 'autonumber' ? 4 : 2)
        }}
      />
      {computedTypeOf(type) ? (
        <ComputedOptions form={form} entity={allNouns().entity(entity)} itself={known?.name} />
      ) : (
        <TypeOptions form={form} isKnown={known !== undefined} />
      )}
      {type !== 'autonumber' && !computedTypeOf(type) && <Demands form={form} />}
      {form.error && <ErrorBox>{form.error}</ErrorBox>}
      <div className={css.buttons}>
        <Button onClick={onClose}>{t('customFields.cancel')}</Button>
        <Button type="submit" variant="primary" loading={form.isPending}>
          {t(known ? 'customFields.save' : 'customFields.add')}
        </Button>
      </div>
    </form>
  )
}

/** What is asked of the values. */
function Demands({ form }: { form: FieldFormState }) {
  const t = useT()
  return (
    <div className={css.checks}>
      <Checkbox
        label={t('customFields.requiredLabel')}
        checked={form.values.required}
        onChange={(checked) => form.set('required', checked)}
      />
      {uniqueTypes.includes(form.values.type) && (
        <Checkbox
          label={t('customFields.uniqueLabel')}
          checked={form.values.unique}
          onChange={(checked) => form.set('unique', checked)}
        />
      )}
    </div>
  )
}

export type FieldFormState = ReturnType<typeof useForm<FieldDraft>>

const mostDigits = 6

function TypeOptions({ form, isKnown }: { form: FieldFormState; isKnown: boolean }) {
  const t = useT()
  const { type, digits, to, choices } = form.values
  if (isChoice(type))
    return (
      <ChoicesInput
        value={choices}
        error={form.field('choices').error}
        onChange={(next) => form.set('choices', next)}
      />
    )
  if (type === 'number' || type === 'percent')
    return (
      <Select
        label={t('customFields.digits')}
        value={String(digits)}
        options={Array.from({ length: mostDigits + 1 }, (_, n) => ({ value: String(n), label: String(n) }))}
        onChange={(next) => form.set('digits', Number(next))}
      />
    )
  if (type === 'autonumber')
    return (
      <div className={css.pair}>
        <TextInput {...form.field('prefix')} label={t('customFields.prefix')} maxLength={20} />
        <Select
          label={t('customFields.length')}
          value={String(digits)}
          options={Array.from({ length: 10 }, (_, n) => ({ value: String(n + 1), label: String(n + 1) }))}
          onChange={(next) => form.set('digits', Number(next))}
        />
      </div>
    )
  if (type !== 'link' && type !== 'links') return null
  return <NounSelect value={to} disabled={isKnown} onChange={(next) => form.set('to', next)} />
}

/** What is wrong with the formula, as a problem of the form. */
function problemOf(draft: FieldDraft, entity: string, itself: string | undefined) {
  const { problem } = readFormula(allNouns().entity(entity), draft.type, optionsOf(draft), itself)
  return problem && { error: `formula.${problem.code}`, params: problem.params }
}

const isChoice = (type: CustomType) => type === 'choice' || type === 'multiChoice'

function draftOf(known: CustomField | undefined): FieldDraft {
  const options = (known?.options ?? {}) as {
    digits?: number
    prefix?: string
    to?: string
    choices?: string[]
    names?: Record<string, Named>
    formula?: string
    isPercent?: boolean
    relation?: string
    aggregate?: Aggregate
    value?: string | null
    where?: string | null
  }
  const choices = (options.choices ?? []).map((key) => newChoice(key, options.names?.[key] ?? { en: key }))
  return {
    names: known?.names ?? {},
    help: known?.help ?? {},
    type: known?.type ?? 'text',
    required: known?.required ?? false,
    unique: known?.unique ?? false,
    digits: options.digits ?? 2,
    prefix: options.prefix ?? '',
    to: options.to ?? 'contact',
    choices: choices.length > 0 ? choices : [newChoice()],
    formula: options.formula ?? '',
    isPercent: options.isPercent ?? false,
    relation: options.relation ?? '',
    aggregate: options.aggregate ?? 'count',
    value: options.value ?? '',
    where: options.where ?? '',
  }
}
