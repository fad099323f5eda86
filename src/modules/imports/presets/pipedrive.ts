import type { Preset } from './preset.ts'

const person = {
  phone:
    'Person - Phone - Mobile | Person - Phone - Work | Person - Phone - Home | Person - Phone - Other | Person - Phone | Контакт - Телефон | Контактное лицо - Телефон',
  email:
    'Person - Email - Work | Person - Email - Home | Person - Email - Other | Person - Email (Work) | Person - Email (Home) | Person - Email | Контакт - Email | Контактное лицо - Электронная почта',
  name: 'Person - Name | Deal - Contact person | Contact person | Сделка - Контактное лицо | Контактное лицо - Имя',
  first: 'Person - First name',
  last: 'Person - Last name',
}
const organisation = {
  name: 'Organization - Name | Deal - Organization | Person - Organization | Organization | Организация - Название | Сделка - Организация',
  address: 'Organization - Address | Организация - Адрес',
  website: 'Organization - Website',
}

/** Pipedrive names the kind of record before each field; one file may hold several kinds. */
export const pipedrive: readonly Preset[] = [
  {
    system: 'pipedrive',
    entity: 'deal',
    marks:
      'Deal - Title | Deal - Value | Deal - Stage | Deal - Stage (pipeline) | Deal - Status | Deal - Owner | Deal - ID | Deal - Pipedrive System ID | Deal - Pipeline | Сделка - Название | Сделка - Заголовок | Сделка - Стоимость | Сделка - Этап | Сделка - Статус',
    least: 2,
    columns: {
      externalId: 'Deal - ID | Deal - Pipedrive System ID | Сделка - ID',
      title: 'Deal - Title | Сделка - Название | Сделка - Заголовок',
      amount: 'Deal - Value | Сделка - Стоимость | Сделка - Сумма',
      owner: 'Deal - Owner | Сделка - Владелец',
      stage: 'Deal - Stage | Deal - Stage (pipeline) | Сделка - Этап',
      pipeline: 'Deal - Pipeline | Сделка - Воронка',
      status: 'Deal - Status | Сделка - Статус',
      closeOn: 'Deal - Expected close date | Сделка - Ожидаемая дата закрытия',
      closedAt: 'Deal - Closed on | Deal - Deal closed on | Сделка - Дата закрытия',
      closeReason: 'Deal - Lost reason | Сделка - Причина проигрыша',
      createdAt: 'Deal - Creation date | Deal - Deal created | Сделка - Дата создания',
      contact: person.name,
      'contact.name.first': person.first,
      'contact.name.last': person.last,
      'contact.phone': person.phone,
      'contact.email': person.email,
      company: organisation.name,
      'company.address': organisation.address,
      'company.website': organisation.website,
      product: 'Product - Name',
      note: 'Note - Content | Deal - Note',
    },
  },
  {
    system: 'pipedrive',
    entity: 'contact',
    marks:
      'Person - Name | Person - First name | Person - Last name | Person - Phone | Person - Email | Person - Email (Work) | Person - Phone - Work | Person - Email - Work | Person - Owner | Person - Organization | Person - ID | Контактное лицо - Имя | Контактное лицо - Телефон',
    least: 2,
    columns: {
      externalId: 'Person - ID | Person - Pipedrive System ID',
      name: person.name,
      'name.first': person.first,
      'name.last': person.last,
      phone: person.phone,
      email: person.email,
      jobTitle: 'Person - Job title',
      birthday: 'Person - Birthday',
      company: organisation.name,
      'company.address': organisation.address,
      'company.website': organisation.website,
      owner: 'Person - Owner',
      createdAt: 'Person - Person created | Person - Creation date',
      note: 'Note - Content | Person - Notes',
    },
  },
  {
    system: 'pipedrive',
    entity: 'company',
    marks:
      'Organization - Name | Organization - Address | Organization - Owner | Organization - ID | Organization - Website | Organization - Industry | Организация - Название | Организация - Адрес',
    least: 2,
    columns: {
      externalId: 'Organization - ID | Organization - Pipedrive System ID',
      name: organisation.name,
      address: organisation.address,
      website: organisation.website,
      industry: 'Organization - Industry',
      employees: 'Organization - Number of employees | Organization - Employee count',
      annualRevenue: 'Organization - Annual revenue',
      city: 'Organization - City/town/village/locality of Address',
      country: 'Organization - Country of Address',
      owner: 'Organization - Owner',
      createdAt: 'Organization - Organization created',
    },
  },
]
