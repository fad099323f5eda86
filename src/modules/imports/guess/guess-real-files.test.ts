import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { found } from '../../../../tests/helpers/guesses.ts'
import { sharedData } from '../../../../tests/helpers/shared-data.ts'
import { openTable } from '../../../server/files/tabular/open-table.ts'
import { guessEntity, type ImportedEntity } from './guess-entity.ts'

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
