import { expect, it } from 'vitest'
import { writeMention } from '../../../kernel/text/mentions.ts'
import { withIds } from './use-mentions.ts'

it('a text is written with ids in the place of names, the longer name first', () => {
  const anna = { id: '01970000-0000-7000-8000-00000000000a', name: 'Anna' }
  const petrova = { id: '01970000-0000-7000-8000-00000000000b', name: 'Anna Petrova' }
  expect(withIds('@Anna Petrova and @Anna, mail a@anna', [anna, petrova])).toBe(
    `${writeMention(petrova.id)} and ${writeMention(anna.id)}, mail a@anna`,
  )
})
