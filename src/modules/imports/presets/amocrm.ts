import type { Preset } from './preset.ts'

const phones =
  'Мобильный телефон | Рабочий телефон | Рабочий прямой телефон | Домашний телефон | Другой телефон | Mobile phone | Mob. phone | Work phone | Work direct phone | Home phone | Other phone | Cell phone'
const emails =
  'Рабочий email | Личный email | Другой email | Work email | Priv. email | Personal email | Other email'
const notes =
  'Примечание | Примечание 2 | Примечание 3 | Примечание 4 | Примечание 5 | Note | Note 2 | Note 3 | Note 4 | Note 5 | Notes'
/** An open deal has a sentence where a closed one has its day. */
const values = { closedAt: { 'не закрыта': '', 'не закрыт': '', 'not closed': '', 'Not closed': '' } }

/** amoCRM and Kommo: a deal, its contact and its company share a row. */
export const amocrm: readonly Preset[] = [
  {
    system: 'amocrm',
    entity: 'deal',
    marks:
      'Название сделки | Этап сделки | Дата создания сделки | Кем создана сделка | Кем редактирована | Ответственный за контакт | Компания контакта | Lead title | Lead name | Lead stage | Lead created by | Lead tags | Lead usage | Main contact | Contact’s company | Contact responsible',
    least: 3,
    columns: {
      externalId: 'ID',
      title: 'Название сделки | Lead title | Lead name',
      amount: 'Бюджет | Бюджет сделки | Sale | Budget | Sale, $',
      owner: 'Ответственный | Responsible user | Lead responsible | Owner',
      createdAt: 'Дата создания сделки | Дата создания | Created at | Lead created at | Date created',
      closedAt: 'Дата закрытия | Closed at | Date closed',
      note: notes,
      stage: 'Этап сделки | Lead stage | Stage',
      pipeline: 'Воронка | Pipeline | Lead pipeline',
      contact: 'Полное имя контакта | Основной контакт | Main contact | Contact name',
      'contact.jobTitle': 'Должность | Должность (контакт) | Position',
      'contact.phone': phones,
      'contact.email': emails,
      company: 'Компания | Компания контакта | Company | Contact’s company | Company name',
    },
    values,
  },
  {
    system: 'amocrm',
    entity: 'contact',
    marks:
      'Дата создания контакта | Кем создан контакт | Кем редактирован | Полное имя контакта | Теги контакта | Рабочий прямой телефон | Contact created by | Contact tags | Work direct phone | Contact’s deals',
    least: 3,
    columns: {
      externalId: 'ID',
      name: 'Полное имя контакта | Наименование | Full name | Contact name',
      'name.first': 'Имя | First name',
      'name.last': 'Фамилия | Last name',
      company: 'Компания | Компания контакта | Company',
      owner: 'Ответственный | Ответственный за контакт | Responsible user',
      createdAt: 'Дата создания контакта | Дата создания | Created at',
      jobTitle: 'Должность | Position',
      phone: phones,
      email: emails,
      note: notes,
    },
    values,
  },
]
