import type { z } from 'zod'
import type { Money } from '../../../../kernel/fields/types/money.ts'
import type { conversion, convertLead } from '../../lead.commands.ts'

type Conversion = z.output<typeof conversion.output>
type Input = z.input<typeof convertLead.input>

/** What a person chose in the dialog: `use` an existing record by id, or null for a new one. */
export interface Choices {
  contact: { use: string | null; name: string; phone: string; email: string; jobTitle: string }
  company: { use: string | null; isNone: boolean; name: string }
  deal: { isWanted: boolean; title: string; amount: Money | null }
}

/** What the dialog begins with: the likeliest existing records, else new ones from what the lead says. */
export function choicesFrom({ contact, company, deal, duplicates }: Conversion): Choices {
  return {
    contact: {
      use: duplicates.contacts[0]?.id ?? null,
      name: contact.name,
      phone: contact.phone ?? '',
      email: contact.email ?? '',
      jobTitle: contact.jobTitle ?? '',
    },
    company: {
      use: duplicates.companies[0]?.id ?? null,
      isNone: company === null && duplicates.companies.length === 0,
      name: company?.name ?? '',
    },
    deal: { isWanted: true, title: deal.title, amount: deal.amount },
  }
}

/** The choices as the verb takes them. */
export function inputOf(id: string, { contact, company, deal }: Choices, force: boolean): Input {
  const { use, ...person } = contact
  const said = Object.fromEntries(Object.entries(person).filter(([, value]) => value.trim() !== ''))
  return {
    id,
    force,
    contact: use ? { use } : { create: { ...said, name: person.name.trim() } },
    ...(company.isNone
      ? {}
      : { company: company.use ? { use: company.use } : { create: { name: company.name.trim() } } }),
    ...(deal.isWanted ? { deal: { title: deal.title.trim(), amount: deal.amount } } : {}),
  }
}
