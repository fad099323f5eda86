import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sharedData } from '../../../../tests/helpers/shared-data.ts'
import { openTable } from '../../../server/files/tabular/open-table.ts'
import { type GuessTarget, guessColumns } from './guess-columns.ts'
import { guessEntity, type ImportedEntity } from './guess-entity.ts'

const typed: Record<string, string> = {
  phone: 'phone',
  email: 'email',
  website: 'url',
  birthday: 'date',
  closeOn: 'date',
  startedOn: 'date',
  closedAt: 'dateTime',
  createdAt: 'dateTime',
  amount: 'money',
  budget: 'money',
  price: 'money',
  annualRevenue: 'money',
  employees: 'integer',
  foundedYear: 'integer',
  score: 'integer',
  attempts: 'integer',
  status: 'choice',
  description: 'longText',
  note: 'longText',
}
const keys: Record<ImportedEntity, string> = {
  lead: 'name companyName jobTitle phone email website city source budget score attempts description externalId pipeline stage owner status closedAt closeReason createdAt name.last name.first name.middle note',
  contact:
    'name company jobTitle phone email city birthday source description externalId owner createdAt name.last name.first name.middle note',
  company:
    'name industry phone email website country city address taxId employees annualRevenue foundedYear parent description externalId owner createdAt note',
  deal: 'title company contact product amount closeOn startedOn source attempts description externalId pipeline stage owner status closedAt closeReason createdAt note',
  product: 'name sku category price',
  user: 'name email phone jobTitle role team',
  team: 'name lead',
}
const targets = (entity: ImportedEntity): GuessTarget[] =>
  keys[entity].split(' ').map((key) => ({ key, type: typed[key] ?? 'text' }))

/** Headings by the target found for them; left out are those without one. */
function found(entity: ImportedEntity, headings: string[], sample: string[][] = []): Record<string, string> {
  const guesses = guessColumns(headings, sample, targets(entity), entity)
  return Object.fromEntries(
    guesses.flatMap(({ column, target }) => (target ? [[headings[column], target]] : [])),
  )
}

describe('guessColumns', () => {
  it('lets names repeat, and nothing that identifies a record', () => {
    const sample = Array.from({ length: 40 }, (_, i) => [`A-${i % 3}`, `Widgets ${i % 3}`])
    expect(found('deal', ['ID', 'NAME'], sample)).toEqual({ NAME: 'title' })
  })

  it('knows the ordinary Russian headings', () => {
    const headings = [
      'ФИО',
      'Тел.',
      'Эл. почта',
      'Фирма',
      'Должность',
      'Город',
      'Дата рождения',
      'Прим.',
      'Цвет',
    ]
    expect(found('contact', headings)).toEqual({
      ФИО: 'name',
      'Тел.': 'phone',
      'Эл. почта': 'email',
      Фирма: 'company',
      Должность: 'jobTitle',
      Город: 'city',
      'Дата рождения': 'birthday',
      'Прим.': 'note',
    })
  })

  it('knows the leads and deals of Bitrix24', () => {
    const lead = [
      'ID',
      'Стадия',
      'Название лида',
      'Имя',
      'Отчество',
      'Фамилия',
      'Рабочий телефон',
      'Рабочий e-mail',
      'Название компании',
      'Возможная сумма',
      'Валюта',
      'Источник',
      'Ответственный',
      'Дата создания',
    ]
    expect(found('lead', lead)).toEqual({
      ID: 'externalId',
      Стадия: 'stage',
      Имя: 'name.first',
      Отчество: 'name.middle',
      Фамилия: 'name.last',
      'Рабочий телефон': 'phone',
      'Рабочий e-mail': 'email',
      'Название компании': 'companyName',
      'Возможная сумма': 'budget',
      Источник: 'source',
      Ответственный: 'owner',
      'Дата создания': 'createdAt',
    })
    const deal = [
      'ID',
      'Название',
      'Воронка',
      'Стадия сделки',
      'Вероятность',
      'Сумма',
      'Компания',
      'Контакт',
      'Дата начала',
      'Предполагаемая дата закрытия',
      'Сделка закрыта',
      'Ответственный',
    ]
    expect(found('deal', deal)).toEqual({
      ID: 'externalId',
      Название: 'title',
      Воронка: 'pipeline',
      'Стадия сделки': 'stage',
      Сумма: 'amount',
      Компания: 'company',
      Контакт: 'contact',
      'Дата начала': 'startedOn',
      'Предполагаемая дата закрытия': 'closeOn',
      'Сделка закрыта': 'status',
      Ответственный: 'owner',
    })
  })

  it('knows the contacts, companies and deals of HubSpot', () => {
    expect(
      found('contact', [
        'Record ID',
        'First Name',
        'Last Name',
        'Email',
        'Phone Number',
        'Contact owner',
        'Lead Status',
        'Create Date',
        'Associated Company',
      ]),
    ).toEqual({
      'Record ID': 'externalId',
      'First Name': 'name.first',
      'Last Name': 'name.last',
      Email: 'email',
      'Phone Number': 'phone',
      'Contact owner': 'owner',
      'Create Date': 'createdAt',
      'Associated Company': 'company',
    })
    expect(
      found('company', [
        'Company name',
        'Company owner',
        'Country/Region',
        'Number of Employees',
        'Annual Revenue',
        'Website URL',
        'Parent Company',
      ]),
    ).toEqual({
      'Company name': 'name',
      'Company owner': 'owner',
      'Country/Region': 'country',
      'Number of Employees': 'employees',
      'Annual Revenue': 'annualRevenue',
      'Website URL': 'website',
      'Parent Company': 'parent',
    })
    expect(
      found('deal', [
        'Deal Name',
        'Deal Stage',
        'Pipeline',
        'Amount',
        'Close Date',
        'Closed Lost Reason',
        'Associated Contact',
      ]),
    ).toEqual({
      'Deal Name': 'title',
      'Deal Stage': 'stage',
      Pipeline: 'pipeline',
      Amount: 'amount',
      'Close Date': 'closeOn',
      'Closed Lost Reason': 'closeReason',
      'Associated Contact': 'contact',
    })
  })

  it('knows the contacts of Google, a whole name before its parts', () => {
    const headings = [
      'Name',
      'Given Name',
      'Family Name',
      'Birthday',
      'E-mail 1 - Type',
      'E-mail 1 - Value',
      'Phone 1 - Type',
      'Phone 1 - Value',
      'Organization 1 - Name',
      'Organization 1 - Title',
    ]
    expect(found('contact', headings)).toEqual({
      Name: 'name',
      Birthday: 'birthday',
      'E-mail 1 - Value': 'email',
      'Phone 1 - Value': 'phone',
      'Organization 1 - Name': 'company',
      'Organization 1 - Title': 'jobTitle',
    })
  })

  it('takes "Имя" for the whole name where no surname stands beside it', () => {
    expect(found('contact', ['Имя', 'Телефон'])).toEqual({ Имя: 'name', Телефон: 'phone' })
    expect(found('contact', ['Имя', 'Фамилия'])).toEqual({ Имя: 'name.first', Фамилия: 'name.last' })
  })

  it('gives a target to the fuller of two equal columns', () => {
    const sample = [
      ['', '+7 916 123-45-67'],
      ['+7 495 111-22-33', '+7 916 123-45-68'],
      ['', '+7 916 123-45-69'],
    ]
    expect(found('contact', ['Рабочий телефон', 'Мобильный телефон'], sample)).toEqual({
      'Мобильный телефон': 'phone',
    })
  })

  it('lets several columns feed the notes', () => {
    expect(found('contact', ['Примечание', 'Примечание 2'])).toEqual({
      Примечание: 'note',
      'Примечание 2': 'note',
    })
  })

  it('does not take a column for a field it only mentions', () => {
    expect(
      found('deal', [
        'Ответственный за контакт',
        'Кем создана сделка',
        'Телефон компании',
        'Факс',
        'Дата редактирования',
        'Owner phone',
      ]),
    ).toEqual({})
  })

  it('knows addresses by their look under headings that say nothing', () => {
    const sample = [
      ['Иван', '8 916 123-45-67', 'ivan@example.ru'],
      ['Анна', '+7 495 111-22-33', 'anna@example.ru'],
    ]
    expect(found('contact', ['A', 'B', 'C'], sample)).toEqual({ B: 'phone', C: 'email' })
  })

  it('does not believe a heading that the values contradict', () => {
    const sample = Array.from({ length: 20 }, (_, index) => [
      index % 2 ? 'cellular' : 'unknown',
      'call later',
      `${index}`,
    ])
    expect(found('contact', ['contact', 'email', 'company'], sample)).toEqual({})
  })

  it('takes a closing day given only for some deals for the actual one', () => {
    const sample = [
      ['2026-01-10', 'a'],
      ['', 'b'],
      ['2026-02-11', 'c'],
    ]
    expect(found('deal', ['close_date', 'deal'], sample)).toMatchObject({ close_date: 'closedAt' })
    expect(
      found(
        'deal',
        ['close_date', 'deal'],
        sample.filter(([day]) => day !== ''),
      ),
    ).toMatchObject({ close_date: 'closeOn' })
  })

  it('goes by the names of the fields on the screen too', () => {
    const targets = [{ key: 'custom', type: 'text', label: { en: 'Favourite colour', ru: 'Любимый цвет' } }]
    expect(guessColumns(['Любимый цвет'], [], targets, 'contact')).toEqual([
      { column: 0, target: 'custom', confidence: 0.98 },
    ])
  })
})

const lists = sharedData('imports/headings.json')

describe.skipIf(!lists)('headings of other systems', () => {
  const columns = (name: string): string[] => JSON.parse(readFileSync(lists ?? '', 'utf8'))[name].columns

  it('amoCRM deals', () => {
    expect(found('deal', columns('amocrm_deals_export_ru'))).toEqual({
      ID: 'externalId',
      'Название сделки': 'title',
      Бюджет: 'amount',
      Ответственный: 'owner',
      'Дата создания сделки': 'createdAt',
      'Дата закрытия': 'closedAt',
      Примечание: 'note',
      'Примечание 2': 'note',
      'Примечание 3': 'note',
      'Примечание 4': 'note',
      'Примечание 5': 'note',
      'Этап сделки': 'stage',
      Воронка: 'pipeline',
      'Полное имя контакта': 'contact',
      Компания: 'company',
    })
  })

  it('Pipedrive', () => {
    expect(found('deal', columns('pipedrive_deal_fields'))).toEqual({
      'Deal - Pipedrive System ID': 'externalId',
      'Deal - Title': 'title',
      'Deal - Value': 'amount',
      Organization: 'company',
      'Contact person': 'contact',
      'Deal - Owner': 'owner',
      'Deal - Stage (pipeline)': 'stage',
      'Deal - Expected close date': 'closeOn',
      'Deal - Creation date': 'createdAt',
      'Deal - Closed on': 'closedAt',
      'Deal - Lost reason': 'closeReason',
      'Deal - Status': 'status',
    })
    const sample = columns('pipedrive_import_sample')
    expect(found('contact', sample)).toEqual({
      'Person - Name*': 'name',
      'Person - Phone': 'phone',
      'Person - Email (Work)': 'email',
      'Organization - Name*': 'company',
      'Note - Content*': 'note',
    })
    expect(found('product', sample)).toEqual({
      'Product - Name*': 'name',
      'Product - Product Code': 'sku',
      'Product - Price': 'price',
    })
  })

  it('Salesforce', () => {
    expect(found('company', columns('salesforce_account_export'))).toEqual({
      ID: 'externalId',
      NAME: 'name',
      PARENTID: 'parent',
      BILLINGSTREET: 'address',
      BILLINGCITY: 'city',
      BILLINGCOUNTRY: 'country',
      PHONE: 'phone',
      WEBSITE: 'website',
      INDUSTRY: 'industry',
      ANNUALREVENUE: 'annualRevenue',
      NUMBEROFEMPLOYEES: 'employees',
      DESCRIPTION: 'description',
      OWNERID: 'owner',
      CREATEDDATE: 'createdAt',
    })
    expect(found('deal', columns('salesforce_opportunity_export'))).toEqual({
      ID: 'externalId',
      ACCOUNTID: 'company',
      NAME: 'title',
      DESCRIPTION: 'description',
      STAGENAME: 'stage',
      AMOUNT: 'amount',
      CLOSEDATE: 'closeOn',
      LEADSOURCE: 'source',
      OWNERID: 'owner',
      CREATEDDATE: 'createdAt',
    })
  })

  it('Outlook', () => {
    expect(found('contact', columns('outlook_contacts_export'))).toEqual({
      'First Name': 'name.first',
      'Middle Name': 'name.middle',
      'Last Name': 'name.last',
      'E-mail Address': 'email',
      'Business Phone': 'phone',
      Company: 'company',
      'Job Title': 'jobTitle',
      'Business City': 'city',
      Birthday: 'birthday',
      Notes: 'note',
    })
  })

  it('are told apart by the kind of record', () => {
    const kinds = [
      'amocrm_deals_export_ru',
      'pipedrive_deal_fields',
      'salesforce_account_export',
      'salesforce_opportunity_export',
      'outlook_contacts_export',
    ]
    expect(kinds.map((name) => guessEntity(columns(name))[0]?.entity)).toEqual([
      'deal',
      'deal',
      'company',
      'deal',
      'contact',
    ])
  })
})

const opportunities = sharedData('crm-opportunities')
const bank = sharedData('bank-marketing')

describe.skipIf(!opportunities || !bank)('real files', () => {
  const cases: [file: string, entity: ImportedEntity, columns: Record<string, string>][] = [
    [
      'accounts.csv',
      'company',
      {
        account: 'name',
        sector: 'industry',
        year_established: 'foundedYear',
        revenue: 'annualRevenue',
        employees: 'employees',
        office_location: 'country',
        subsidiary_of: 'parent',
      },
    ],
    ['products.csv', 'product', { product: 'name', series: 'category', sales_price: 'price' }],
    [
      'sales_pipeline.csv',
      'deal',
      {
        opportunity_id: 'externalId',
        sales_agent: 'owner',
        product: 'product',
        account: 'company',
        deal_stage: 'stage',
        engage_date: 'startedOn',
        close_date: 'closedAt',
        close_value: 'amount',
      },
    ],
    ['sales_teams.csv', 'user', { sales_agent: 'name', regional_office: 'team' }],
  ]
  it.each(cases)('%s', async (file, entity, columns) => {
    const { headings, sample } = await start(join(opportunities ?? '', file))
    expect(guessEntity(headings, sample)[0]?.entity).toBe(entity)
    expect(found(entity, headings, sample)).toEqual(columns)
  })

  it.each(['bank-full.csv.gz', 'bank-additional-full.csv.gz'])('%s', async (file) => {
    const { headings, sample } = await start(join(bank ?? '', file))
    expect(guessEntity(headings, sample)[0]?.entity).toBe('lead')
    expect(found('lead', headings, sample)).toEqual({ job: 'jobTitle', campaign: 'attempts', y: 'status' })
  })
})

describe('guessEntity', () => {
  it('tells leads from contacts', () => {
    const bitrix = [
      'ID',
      'Стадия',
      'Название лида',
      'Имя',
      'Фамилия',
      'Дата рождения',
      'Рабочий телефон',
      'Название компании',
      'Возможная сумма',
      'Источник',
    ]
    expect(guessEntity(bitrix)[0]?.entity).toBe('lead')
    expect(
      guessEntity([
        'Record ID',
        'First Name',
        'Last Name',
        'Email',
        'Phone Number',
        'Contact owner',
        'Lead Status',
        'Job Title',
      ])[0]?.entity,
    ).toBe('contact')
    expect(guessEntity(['ФИО', 'Телефон', 'Почта'])[0]?.entity).toBe('contact')
  })

  it('scores add up to one, and nothing speaks for a kind without headings', () => {
    expect(guessEntity(['Название сделки', 'Бюджет']).reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(
      1,
    )
    expect(guessEntity([]).every(({ score }) => score === 0)).toBe(true)
  })
})

async function start(path: string): Promise<{ headings: string[]; sample: string[][] }> {
  const table = await openTable(path)
  const sample: string[][] = []
  for await (const { cells } of table.rows()) {
    sample.push(cells)
    if (sample.length === 20) break
  }
  await table.close()
  return { headings: table.headings, sample }
}
