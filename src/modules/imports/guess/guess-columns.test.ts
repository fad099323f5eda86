import { describe, expect, it } from 'vitest'
import { found } from '../../../../tests/helpers/guesses.ts'
import { guessColumns } from './guess-columns.ts'
import { guessEntity } from './guess-entity.ts'

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
