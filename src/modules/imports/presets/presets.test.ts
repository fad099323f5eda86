import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sharedData } from '../../../../tests/helpers/shared-data.ts'
import { company, contact } from '../../customers/index.ts'
import { deal } from '../../deals/index.ts'
import { lead } from '../../leads/index.ts'
import { suggestSettings } from '../suggest-settings.ts'
import { targetsOf } from '../targets.ts'
import { presets, recognisePreset } from './recognise-preset.ts'

const entities = [lead, contact, company, deal]
const lists = sharedData('imports/headings.json')
const suggested = (headings: string[]) => suggestSettings({ headings, sample: [] }, entities)

describe('presets', () => {
  it.each(presets.map((preset) => [`${preset.system} ${preset.entity}`, preset] as const))(
    '%s speaks of targets there are',
    (_, preset) => {
      const targets = new Set(
        targetsOf(entities.find(({ name }) => name === preset.entity)!).map(({ key }) => key),
      )
      // Cards feed leads and contacts alike, which do not have all the same fields.
      const unknown = Object.keys(preset.columns).filter((target) => !targets.has(target))
      expect(unknown).toEqual(preset.system === 'vcard' ? expect.any(Array) : [])
    },
  )

  it('are not seen in a list of one’s own', () => {
    for (const headings of [
      ['Имя', 'Телефон', 'E-mail', 'Компания'],
      ['Name', 'Company', 'Phone', 'E-mail', 'Source', 'Budget'],
      ['ID', 'Название', 'Сумма', 'Ответственный'],
      ['account', 'product', 'deal_stage', 'close_date', 'close_value'],
    ])
      expect(recognisePreset(headings)).toBeNull()
  })

  it('know Bitrix24 in both languages', () => {
    const ru = [
      'ID',
      'Стадия сделки',
      'Название',
      'Сумма',
      'Компания',
      'Сделка закрыта',
      'Доступна для всех',
      'Ответственный',
    ]
    expect(recognisePreset(ru)).toMatchObject({ system: 'bitrix24', entity: 'deal' })
    // Closed says nothing about won or lost; the stage does.
    expect(suggested(ru).columns['Сделка закрыта']).toBe('description')
    const en = [
      'ID',
      'Lead Name',
      'Salutation',
      'First name',
      'Last name',
      'Work Phone',
      'Status information',
      'Available to everyone',
    ]
    expect(suggested(en)).toMatchObject({
      entity: 'lead',
      columns: { 'Work Phone': 'phone', 'Last name': 'name.last' },
    })
  })

  it('know HubSpot', () => {
    const headings = [
      'Record ID',
      'First Name',
      'Last Name',
      'Email',
      'Phone Number',
      'Mobile Phone Number',
      'Contact owner',
      'Lifecycle Stage',
      'Lead Status',
      'Create Date',
    ]
    expect(suggested(headings)).toMatchObject({
      entity: 'contact',
      columns: {
        'Record ID': 'externalId',
        'Phone Number': 'phone',
        'Mobile Phone Number': 'phone',
        'Contact owner': 'owner',
      },
    })
  })

  // As its users keep them in code that reads their exports.
  it('know HubSpot by the headings of contacts with their company', () => {
    const headings =
      'Record ID - Contact,First Name,Last Name,Email,Phone Number,Contact owner,Last Activity Date,Lead Status,Marketing contact status,Create Date,Record ID - Company,Company name,Company owner,City,Country/Region,Industry'
    expect(recognisePreset(headings.split(','))).toMatchObject({ system: 'hubspot', entity: 'contact' })
    expect(suggested(headings.split(',')).columns).toMatchObject({
      'Record ID - Contact': 'externalId',
      'Company name': 'company',
      'Contact owner': 'owner',
      City: 'city',
    })
  })

  it('know HubSpot by the headings of deals', () => {
    const headings =
      'Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date,Deal owner,Last Activity Date,Associated Company,Associated Company IDs (Primary),Closed Lost Reason,Deal Description,Is Closed Won'
    expect(suggested(headings.split(','))).toMatchObject({
      entity: 'deal',
      columns: { 'Deal Stage': 'stage', 'Close Date': 'closeOn', 'Associated Company': 'company' },
    })
  })

  it('know Bitrix24 by the headings of companies with their details', () => {
    const headings =
      'ID;Название компании;Тип компании;Сфера деятельности;Кол-во сотрудников;Рабочий телефон;Мобильный телефон;Рабочий e-mail;Корпоративный сайт;Ответственный;Реквизит (Россия): ИНН;Реквизит (Россия): КПП;Реквизит (Россия): ОГРН;Реквизит (Россия): Адрес'
    expect(recognisePreset(headings.split(';'))).toMatchObject({ system: 'bitrix24', entity: 'company' })
    expect(suggested(headings.split(';')).columns).toMatchObject({
      'Название компании': 'name',
      'Реквизит (Россия): ИНН': 'taxId',
      'Реквизит (Россия): Адрес': 'address',
      'Рабочий телефон': 'phone',
    })
  })

  it('know Bitrix24 by the headings of deals with their company', () => {
    const headings =
      'ID;Стадия сделки;Название сделки;Тип;Сумма;Компания: Название компании;Ответственный;Дата начала;Предполагаемая дата закрытия'
    expect(suggested(headings.split(';'))).toMatchObject({
      entity: 'deal',
      columns: {
        'Стадия сделки': 'stage',
        'Название сделки': 'title',
        'Компания: Название компании': 'company',
        'Предполагаемая дата закрытия': 'closeOn',
      },
    })
  })

  it('know address cards', () => {
    expect(suggested(['FN', 'N.family', 'N.given', 'ORG', 'TEL', 'TEL.work', 'BDAY.noYear'])).toMatchObject({
      entity: 'contact',
      columns: {
        FN: 'name',
        'N.family': 'name.last',
        ORG: 'company',
        TEL: 'phone',
        'TEL.work': 'phone',
        'BDAY.noYear': 'description',
      },
    })
  })
})

describe.skipIf(!lists)('headings of other systems', () => {
  const columns = (name: string): string[] => JSON.parse(readFileSync(lists ?? '', 'utf8'))[name].columns

  it.each([
    ['amocrm_deals_export_ru', 'amocrm', 'deal'],
    ['pipedrive_deal_fields', 'pipedrive', 'deal'],
    ['pipedrive_import_sample', 'pipedrive', 'contact'],
    ['salesforce_account_export', 'salesforce', 'company'],
    ['salesforce_opportunity_export', 'salesforce', 'deal'],
  ])('%s', (name, system, entity) => {
    expect(recognisePreset(columns(name))).toMatchObject({ system, entity })
    expect(suggested(columns(name)).entity).toBe(entity)
  })

  it('amoCRM: a deal, its contact and its company from one row', () => {
    const { columns: found, values } = suggested(columns('amocrm_deals_export_ru'))
    expect(found).toMatchObject({
      ID: 'externalId',
      'Название сделки': 'title',
      'Полное имя контакта': 'contact',
      Компания: 'company',
      'Рабочий телефон': 'contact.phone',
      'Мобильный телефон': 'contact.phone',
      'Рабочий email': 'contact.email',
      'Личный email': 'contact.email',
      Факс: 'description',
      'Примечание 5': 'note',
    })
    expect(values).toMatchObject({ closedAt: { 'не закрыта': '' } })
  })

  it('Outlook is none of them', () => {
    expect(recognisePreset(columns('outlook_contacts_export'))).toBeNull()
  })
})
