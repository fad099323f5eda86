import { allows, useSession } from '../../../../web/api/session.ts'
import { useFieldWords } from '../../../../web/fields/field-words.ts'
import { useLanguage, useT } from '../../../../web/text/i18n.ts'
import { Select } from '../../../../web/ui/select.tsx'
import { Checkbox } from '../../../../web/ui/toggles.tsx'
import { company, contact } from '../../../customers/index.ts'
import { team } from '../../../people/index.ts'
import { stage } from '../../../pipelines/index.ts'
import { product } from '../../../products/index.ts'
import type { ImportSettings } from '../../index.ts'
import { targetsOf } from '../../targets.ts'
import { nounOf } from '../nouns.ts'
import css from './columns.module.css'
import type { OptionsProps } from './options.tsx'

type Creatable = ImportSettings['createMissing'][number]

const creatable: readonly Creatable[] = ['company', 'contact', 'product', 'team', 'stage']
const currencies = [
  'RUB',
  'USD',
  'EUR',
  'CNY',
  'KZT',
  'BYN',
  'AMD',
  'UZS',
  'KGS',
  'GBP',
  'CHF',
  'JPY',
  'INR',
  'TRY',
  'AED',
]

const rightsOf: Record<Creatable, string> = {
  company: company.rightsObject,
  contact: contact.rightsObject,
  product: product.rightsObject,
  team: team.rightsObject,
  stage: stage.rightsObject,
}

/** What to do with names that are not there, with texts that cannot be read, and which currency bare amounts are in. */
export function OtherOptions({ work }: OptionsProps) {
  const t = useT()
  const words = useFieldWords()
  const { draft, change } = work
  const { grants } = useSession()
  const noun = nounOf(draft.entity)
  const fed = Object.values(draft.columns)
  const targets = targetsOf(noun).filter(({ key }) => fed.includes(key))
  const named = targets
    .filter(({ type }) => type === 'ref')
    .map(({ key }) => String(noun.fields[key]?.options.to))
  const makes = creatable.filter((one) => named.includes(one) && allows(grants, `${rightsOf[one]}:create`))
  const hasMoney = targets.some(({ type }) => type === 'money')
  const mayKeep = noun.fields.description !== undefined
  if (makes.length === 0 && !hasMoney && !mayKeep) return null
  return (
    <section className={css.option}>
      <h2 className={css.optionTitle}>{t('import.other.title')}</h2>
      {makes.map((one) => (
        <Checkbox
          key={one}
          label={t('import.other.create', { kind: words.many(one) })}
          checked={draft.createMissing.includes(one)}
          onChange={(checked) => {
            const others = draft.createMissing.filter((other) => other !== one)
            change({ ...draft, createMissing: checked ? [...others, one] : others })
          }}
        />
      ))}
      {mayKeep && (
        <Checkbox
          label={t('import.other.keepAsText')}
          description={t('import.other.keepAsTextHelp')}
          checked={draft.onInvalid === 'keepAsText'}
          onChange={(checked) => change({ ...draft, onInvalid: checked ? 'keepAsText' : 'refuse' })}
        />
      )}
      {hasMoney && <Currency work={work} />}
    </section>
  )
}

function Currency({ work }: Pick<OptionsProps, 'work'>) {
  const t = useT()
  const language = useLanguage()
  const { currency } = useSession().workspace
  const { draft, change } = work
  const names = new Intl.DisplayNames(language, { type: 'currency' })
  return (
    <Select
      label={t('import.other.currency')}
      value={draft.currency ?? currency}
      options={[...new Set([currency, ...currencies])].map((code) => ({
        value: code,
        label: `${code} · ${names.of(code)}`,
      }))}
      searchable
      onChange={(code) => change({ ...draft, currency: code ?? undefined })}
    />
  )
}
