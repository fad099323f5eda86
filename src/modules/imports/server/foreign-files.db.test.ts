import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { rowsBroughtIn, said } from '../../../../tests/helpers/import-rows.ts'

const { app, imports, bringIn, deals } = rowsBroughtIn()

const contacts = () =>
  app().rows('select name, phone, email, birthday, city, description from contacts order by name')

describe('a file as people really have it', () => {
  it('is a list in windows-1251 with titles, two rows of headings, blanks and totals', async () => {
    const text = [
      'Клиенты отдела продаж;;;;;',
      'на 22.11.2026;;;;;',
      ';;;;;',
      '№;ФИО;Контакты;;Город;Дата рождения',
      ';;Телефон;E-mail;;',
      '1;Иванов Иван Иванович;8 (916) 123-45-67 (моб.), 8 495 111-22-33;Иван <ivan@example.org>;Омск;31 декабря 1985 г.',
      '2;Петров Пётр;7,92E+10;-;н/д;45983',
      '3;Орлова Анна;нет;нет;Тула;00.00.0000',
      'Итого;;3;;;',
    ].join('\r\n')
    const id = await imports().begin(iconv.encode(text, 'windows-1251'), {
      entity: 'contact',
      columns: {
        ФИО: 'name',
        Телефон: 'phone',
        'E-mail': 'email',
        Город: 'city',
        'Дата рождения': 'birthday',
      },
    })
    const { counts } = await imports().run(id)
    expect(counts).toMatchObject({ created: 3, failed: 1, warnings: 1 })
    expect(said(await imports().problems(id))).toEqual([
      '7 phone digits-lost warning',
      '9  under-table error',
    ])
    expect(await contacts()).toEqual([
      {
        name: 'Иванов Иван Иванович',
        phone: '+79161234567',
        email: 'ivan@example.org',
        birthday: '1985-12-31',
        city: 'Омск',
        description: 'Телефон: 8 495 111-22-33',
      },
      {
        name: 'Орлова Анна',
        phone: null,
        email: null,
        birthday: null,
        city: 'Тула',
        description: null,
      },
      {
        name: 'Петров Пётр',
        phone: null,
        email: null,
        birthday: '2025-11-22',
        city: 'н/д',
        description: 'Телефон: 7,92E+10',
      },
    ])
  })

  it('is a report of Salesforce with its footer', async () => {
    const text = [
      '"Opportunity Name","Account Name","Amount","Stage","Close Date"',
      '"Racks","Bluebell","USD 48,000.00","Proposal","11/20/2026"',
      '',
      '"Grand Totals (1 records)"',
      '',
      '"Confidential Information - Do Not Distribute"',
      '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."',
      '"Acme Inc"',
    ].join('\n')
    const id = await imports().begin(text, {
      entity: 'deal',
      columns: {
        'Opportunity Name': 'title',
        'Account Name': 'company',
        Amount: 'amount',
        'Close Date': 'closeOn',
      },
      dates: 'monthFirst',
    })
    expect((await imports().run(id)).counts).toMatchObject({ created: 1, failed: 4 })
    expect(said(await imports().problems(id))).toEqual([
      '4  under-table error',
      '6  under-table error',
      '7  under-table error',
      '8  too-few-cells error',
    ])
    expect(await deals('title, amount, amount_currency, close_on')).toEqual([
      { title: 'Racks', amount: 4_800_000, amount_currency: 'USD', close_on: '2026-11-20' },
    ])
  })

  it('has errors of formulas where a company should be, and makes none of that name', async () => {
    const { counts, problems } = await bringIn(
      [
        ['Title', 'Company'],
        ['A', '#N/A'],
        ['B', 'нет'],
        ['C', 'Bluebell'],
      ],
      { entity: 'deal', columns: { Title: 'title', Company: 'company' } },
    )
    expect(counts).toMatchObject({ created: 3 })
    expect(said(problems)).toContain('2  formula-error warning')
    expect(await app().rows('select name from companies')).toEqual([{ name: 'Bluebell' }])
  })
})

describe('a column that leads to a field for files', () => {
  it('is refused with what to do instead', async () => {
    const made = await app().admin.post('/commands/field.create', {
      entity: 'deal',
      name: 'x_contract',
      type: 'file',
      names: { en: 'Contract', ru: 'Договор' },
    })
    expect([made.status, made.body.problems]).toEqual([200, undefined])
    const refusal = await imports()
      .begin('Title,Contract\nA,offer.pdf\n', {
        entity: 'deal',
        columns: { Title: 'title', Contract: 'x_contract' },
      })
      .catch((error: Error) => error.message)
    expect(refusal).toContain('value.file-by-table')
    expect(refusal).toContain('Files do not come by a table')
  })
})
