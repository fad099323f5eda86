import type { ReactNode } from 'react'
import type { Money } from '../../../../kernel/fields/types/money.ts'
import { printPhone } from '../../../../kernel/text/phone.ts'
import { useFieldWords } from '../../../../web/fields/field-words.ts'
import { widgetOf } from '../../../../web/fields/widgets.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Choice } from '../../../../web/ui/choice.tsx'
import { TextInput } from '../../../../web/ui/inputs.tsx'
import { Switch } from '../../../../web/ui/toggles.tsx'
import { contact as contactNoun } from '../../../customers/index.ts'
import { deal as dealNoun } from '../../../deals/index.ts'
import type { Choices } from './choices.ts'
import css from './convert-dialog.module.css'

interface PartProps {
  choices: Choices
  onChange: (choices: Choices) => void
}

interface ContactHit {
  id: string
  name: string
  phone: string | null
  email: string | null
  company: string | null
}

const isNew = 'new'

/** The person: one of those who seem to be the same, or a new one. */
export function ContactPart({
  choices,
  onChange,
  found,
  sentences,
}: PartProps & { found: readonly ContactHit[]; sentences: Record<string, string> }) {
  const t = useT()
  const words = useFieldWords()
  const { contact } = choices
  const change = (part: Partial<Choices['contact']>) =>
    onChange({ ...choices, contact: { ...contact, ...part } })
  return (
    <Part title={t('leads.convert.contact')}>
      {found.length > 0 && (
        <Choice
          name="contact"
          look="cards"
          label={t('leads.convert.looksSame')}
          value={contact.use ?? isNew}
          onChange={(use) => change({ use: use === isNew ? null : use })}
          options={[
            ...found.map(({ id, name, phone, email, company }) => ({
              value: id,
              label: name,
              description: [company, phone && printPhone(phone), email].filter(Boolean).join(' · '),
            })),
            { value: isNew, label: t('leads.convert.newContact') },
          ]}
        />
      )}
      {contact.use === null && (
        <div className={css.fields}>
          {(['name', 'phone', 'email', 'jobTitle'] as const).map((name) => (
            <TextInput
              key={name}
              label={words.field(contactNoun, name)}
              required={name === 'name'}
              value={
                name === 'phone' && contact.phone.startsWith('+') ? printPhone(contact.phone) : contact[name]
              }
              error={sentences[`contact.create.${name}`] ?? sentences[name]}
              onChange={(value) => change({ [name]: value })}
            />
          ))}
        </div>
      )}
    </Part>
  )
}

/** The organisation: an existing one, a new one, or none. */
export function CompanyPart({
  choices,
  onChange,
  found,
}: PartProps & { found: readonly { id: string; name: string }[] }) {
  const t = useT()
  const { company } = choices
  const value = company.isNone ? 'none' : (company.use ?? isNew)
  return (
    <Part title={t('leads.convert.company')}>
      <Choice
        name="company"
        label={t(found.length > 0 ? 'leads.convert.looksSameCompany' : 'leads.convert.company')}
        hiddenLabel={found.length === 0}
        look={found.length > 0 ? 'cards' : 'segments'}
        value={value}
        onChange={(next) =>
          onChange({
            ...choices,
            company: {
              ...company,
              isNone: next === 'none',
              use: next === 'none' || next === isNew ? null : next,
            },
          })
        }
        options={[
          ...found.map(({ id, name }) => ({ value: id, label: name })),
          { value: isNew, label: t('leads.convert.newCompany') },
          { value: 'none', label: t('leads.convert.noCompany') },
        ]}
      />
      {value === isNew && (
        <TextInput
          aria-label={t('leads.convert.newCompany')}
          value={company.name}
          onChange={(name) => onChange({ ...choices, company: { ...company, name } })}
        />
      )}
    </Part>
  )
}

/** The sale that begins, or none for now. */
export function DealPart({ choices, onChange }: PartProps) {
  const t = useT()
  const { deal } = choices
  const change = (part: Partial<Choices['deal']>) => onChange({ ...choices, deal: { ...deal, ...part } })
  const amount = dealNoun.fields.amount
  const Amount = amount && widgetOf(amount).Editor
  return (
    <Part title={t('leads.convert.deal')}>
      <Switch
        label={t('leads.convert.withDeal')}
        checked={deal.isWanted}
        onChange={(isWanted) => change({ isWanted })}
      />
      {deal.isWanted && (
        <div className={css.fields}>
          <TextInput
            label={t('leads.convert.dealTitle')}
            required
            value={deal.title}
            onChange={(title) => change({ title })}
          />
          {amount && Amount && (
            <Amount
              entity={dealNoun}
              name="amount"
              field={amount}
              value={deal.amount}
              titles={{}}
              label={t('leads.convert.amount')}
              // The editor of this field gives amounts.
              onChange={(written) => written.ok && change({ amount: written.value as Money | null })}
            />
          )}
        </div>
      )}
    </Part>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={css.part}>
      <h3 className={css.title}>{title}</h3>
      {children}
    </section>
  )
}
