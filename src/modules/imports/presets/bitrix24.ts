import type { Preset } from './preset.ts'

const phones =
  'Телефон | Мобильный телефон | Рабочий телефон | Домашний телефон | Другой телефон | Телефон для рассылок | Mobile | Work Phone | Home Phone | Other Phone | Mobile Phone'
const emails =
  'E-mail | Рабочий e-mail | Частный e-mail | Личный e-mail | E-mail для рассылок | Другой e-mail | Work E-mail | Home E-mail | Other E-mail | Private E-mail'
const sites = 'Корпоративный сайт | Личная страница | Другой сайт | Corporate Website | Website'

/** Bitrix24 keeps its kinds of records in files of their own and asks of each whether everyone may see it. */
export const bitrix24: readonly Preset[] = [
  {
    system: 'bitrix24',
    entity: 'deal',
    marks:
      'Стадия сделки | Доступна для всех | Предполагаемая дата закрытия | Сделка закрыта | Повторная сделка | Вероятность | Кем создана | Кем изменена | Available to everyone | Expected close date | Closed | Repeat deal | Deal stage',
    least: 3,
    columns: {
      externalId: 'ID',
      title: 'Название | Название сделки | Deal Name | Name',
      pipeline: 'Воронка | Направление | Направление сделки | Pipeline',
      stage: 'Стадия сделки | Стадия | Stage | Deal stage',
      amount: 'Сумма | Total | Amount',
      company: 'Компания | Компания: Название компании | Company',
      contact: 'Контакт | Контакт: Полное имя | Contact',
      'contact.name.first': 'Контакт: Имя | Contact: First name',
      'contact.name.last': 'Контакт: Фамилия | Contact: Last name',
      'contact.phone':
        'Контакт: Мобильный телефон | Контакт: Рабочий телефон | Contact: Work Phone | Contact: Mobile',
      'contact.email': 'Контакт: Рабочий e-mail | Контакт: Частный e-mail | Contact: Work E-mail',
      'company.phone': 'Компания: Рабочий телефон | Company: Work Phone',
      'company.email': 'Компания: Рабочий e-mail | Company: Work E-mail',
      'company.taxId': 'Компания: ИНН | Реквизит (Россия): ИНН | ИНН',
      startedOn: 'Дата начала | Start date',
      closeOn: 'Предполагаемая дата закрытия | Дата завершения | Expected close date',
      owner: 'Ответственный | Responsible person | Responsible',
      source: 'Источник | Source',
      createdAt: 'Дата создания | Created on | Created',
      note: 'Комментарий | Comment',
      // Closed says nothing about won or lost; the stage does.
      description: 'Дополнительно об источнике | Source information | Сделка закрыта | Closed',
    },
  },
  {
    system: 'bitrix24',
    entity: 'lead',
    marks:
      'Название лида | Обращение | Доступен для всех | Дополнительно об источнике | Возможная сумма | Дополнительно о статусе | Lead Name | Salutation | Available to everyone | Status information | Source information',
    least: 3,
    columns: {
      externalId: 'ID',
      'name.first': 'Имя | First name',
      'name.last': 'Фамилия | Last name',
      'name.middle': 'Отчество | Second name | Middle name',
      companyName: 'Название компании | Компания | Company Name | Company',
      jobTitle: 'Должность | Position',
      stage: 'Стадия | Статус | Status | Stage',
      phone: phones,
      email: emails,
      website: sites,
      budget: 'Возможная сумма | Сумма | Opportunity | Total',
      source: 'Источник | Source',
      owner: 'Ответственный | Responsible person | Responsible',
      createdAt: 'Дата создания | Created on | Created',
      city: 'Населенный пункт | Город | City',
      note: 'Комментарий | Comment',
      description: 'Название лида | Lead Name | Дополнительно об источнике | Дополнительно о статусе',
    },
    values: {
      stage: {
        'Качественный лид': 'won',
        'Некачественный лид': 'lost',
        'Good lead': 'won',
        'Junk lead': 'lost',
      },
    },
  },
  {
    system: 'bitrix24',
    entity: 'contact',
    marks:
      'Тип контакта | Участвует в экспорте контактов | Доступен для всех | Обращение | Частный e-mail | Contact Type | Included in export | Salutation | Available to everyone',
    least: 3,
    columns: {
      externalId: 'ID',
      'name.first': 'Имя | First name',
      'name.last': 'Фамилия | Last name',
      'name.middle': 'Отчество | Second name | Middle name',
      birthday: 'Дата рождения | Birth date | Date of birth',
      company: 'Компания | Company',
      jobTitle: 'Должность | Position',
      phone: phones,
      email: emails,
      source: 'Источник | Source',
      owner: 'Ответственный | Responsible person | Responsible',
      createdAt: 'Дата создания | Created on',
      city: 'Населенный пункт | Город | City',
      note: 'Комментарий | Comment',
    },
  },
  {
    system: 'bitrix24',
    entity: 'company',
    marks:
      'Тип компании | Сфера деятельности | Кол-во сотрудников | Годовой оборот | Корпоративный сайт | Доступна для всех | Банковские реквизиты | Company Type | Employees | Annual revenue | Available to everyone | Corporate Website',
    least: 4,
    columns: {
      externalId: 'ID',
      name: 'Название компании | Название | Company Name',
      industry: 'Сфера деятельности | Industry',
      employees: 'Кол-во сотрудников | Employees',
      annualRevenue: 'Годовой оборот | Annual revenue',
      phone: phones,
      email: emails,
      website: sites,
      address: 'Фактический адрес | Юридический адрес | Адрес | Реквизит (Россия): Адрес | Address',
      taxId: 'ИНН | Реквизит (Россия): ИНН',
      owner: 'Ответственный | Responsible person | Responsible',
      createdAt: 'Дата создания | Created on',
      note: 'Комментарий | Comment',
    },
  },
]
