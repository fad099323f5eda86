import type { OpenedApp } from './browser-app.ts'
import type { TestClient } from './test-app.ts'

/** A small company at work. */
export interface Sales {
  head: TestClient
  manager: TestClient
  colleague: TestClient
  analyst: TestClient
  /** Ids of some records of the manager. */
  company: string
  contact: string
  lead: string
  deal: string
}

const people = ['Анна Петрова', 'Oleg Sidorov', 'Вера Кузнецова', 'John Miller', 'Ирина Ёлкина', 'Mary Stone']
const companies = ['Ромашка', 'Vector Ltd', 'Берёзка', 'Northwind', 'Стройдвор']
const goods = ['Racks', 'Forklift service', 'Стеллажи', 'Pallets', 'Весы складские']
const cities = ['Москва', 'Berlin', 'Казань', 'Leeds', 'Пермь']

/** Fills a workspace: people of each role, 5 companies, contacts, leads and deals, some steps due today. */
export async function seedSales(
  app: OpenedApp,
  { contacts = 12, leads = 30, deals = 15 }: { contacts?: number; leads?: number; deals?: number } = {},
): Promise<Sales> {
  const head = await app.signIn('head_of_sales', { name: 'Galina Head' })
  const manager = await app.signIn('sales_manager', { name: 'Boris Manager' })
  const colleague = await app.signIn('sales_manager', { name: 'Dmitry Colleague' })
  const analyst = await app.signIn('analyst', { name: 'Alla Analyst' })
  const ownerOf = (index: number) => (index % 3 === 2 ? colleague : manager)
  const companyIds: string[] = []
  for (const [index, name] of companies.entries())
    companyIds.push(
      await app.company({ owner: ownerOf(index), name, city: cities[index], industry: 'Trade' }),
    )
  const contactIds: string[] = []
  for (let index = 0; index < contacts; index++)
    contactIds.push(
      await app.contact({
        owner: ownerOf(index),
        name: `${people[index % 6]} ${romans[Math.floor(index / 6)]}`,
        phone: `+791612345${String(10 + index)}`,
        email: `person${index}@example.com`,
        company: companyIds[index % 5],
      }),
    )
  const leadStages = await app.stages('lead')
  const leadIds: string[] = []
  for (let index = 0; index < leads; index++)
    leadIds.push(
      await app.lead({
        owner: ownerOf(index),
        name: `${people[index % 6]} ${romans[Math.floor(index / 6)]}`,
        companyName: companies[index % 5],
        phone: `+791698765${String(10 + index)}`,
        city: cities[index % 5],
        source: index % 2 === 0 ? 'Site' : 'Phone',
        score: (index * 7) % 100,
        budget: { amount: (index + 1) * 1_000_000, currency: 'RUB' },
        stage: leadStages[index % leadStages.length],
        due: index < 12 ? index - 4 : index * 5,
      }),
    )
  const dealStages = await app.stages('deal')
  const dealIds: string[] = []
  for (let index = 0; index < deals; index++)
    dealIds.push(
      await app.deal({
        owner: ownerOf(index),
        title: `${goods[index % 5]} ${index + 1}`,
        company: companyIds[index % 5],
        contact: contactIds[index % contacts],
        amount: { amount: (index + 1) * 4_800_000, currency: 'RUB' },
        stage: dealStages[index % dealStages.length],
        due: index < 5 ? index - 2 : index * 7,
      }),
    )
  const [company = '', contact = '', lead = '', deal = ''] = [
    companyIds[0],
    contactIds[0],
    leadIds[0],
    dealIds[0],
  ]
  return { head, manager, colleague, analyst, company, contact, lead, deal }
}

const romans = ['I', 'II', 'III', 'IV', 'V']
