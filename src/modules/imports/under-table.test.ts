import { expect, it } from 'vitest'
import { isUnderTable } from './under-table.ts'

it.each([
  [['Итого', '', '125 000,00']],
  [['', 'ИТОГО:', '12', '1 200 руб.']],
  [['Всего записей: 25', '', '']],
  [['Итого по менеджеру Иванов', '', '3']],
  [['Grand Totals (5700 records)', '', '']],
  [['Total', '12', '$1,200.00']],
  [['Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.', '']],
  [['Confidential Information - Do Not Distribute', '', '']],
])('%j is none of the table', (cells) => {
  expect(isUnderTable(cells)).toBe(true)
})

it.each([
  [['Total', '+33 1 47 44 45 46', 'Paris']],
  [['Total Quality Logistics', '', '']],
  [['Итоговый центр', '', '']],
  [['Всеволод', '89161234567', '']],
  [['Total']],
  [['Copyright (c) 2020 Ltd', 'Omsk']],
  [['', '']],
])('%j may be a record', (cells) => {
  expect(isUnderTable(cells)).toBe(false)
})
