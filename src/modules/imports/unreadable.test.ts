import { expect, it } from 'vitest'
import { rowProblems, unreadableReasons } from '../../server/files/tabular/table.ts'
import en from './locales/en.json' with { type: 'json' }
import ru from './locales/ru.json' with { type: 'json' }

it.each([en, ru])('every reason and every row problem has its sentence (%#)', (file) => {
  const { unreadable, row } = file.import
  expect(Object.keys(unreadable).sort()).toEqual([...unreadableReasons].sort())
  expect(Object.keys(row).sort()).toEqual(expect.arrayContaining(Object.keys(rowProblems).sort()))
})
