import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../tests/helpers/test-app.ts'
import { forgetWords, indexNext, isSearched } from './search-index.ts'

let app: TestApp

/** Records by the name they are called by here. */
const stored = {
  petr: ['/contacts', { name: 'Пётр Иванов', phone: '+79161234567', email: 'petr.ivanov@romashka.example' }],
  johnson: ['/contacts', { name: 'Mary Johnson', phone: '+15551000123', email: 'mjohnson@acme.example' }],
  shchukin: ['/contacts', { name: 'Щукин Алексей', phone: '+74951000124' }],
  khabarov: ['/contacts', { name: 'Nikita Khabarov', phone: '+442079460018' }],
  yulia: ['/contacts', { name: 'Юлия Соловьёва', email: 'solo77@mail.example' }],
  anna: ['/contacts', { name: 'Анна-Мария Цветаева', externalId: 'CRM-00815' }],
  house: ['/companies', { name: 'House of Oak Ltd', taxId: '7707083893', phone: '+74951112233' }],
  chamomile: [
    '/companies',
    { name: 'ООО «Ромашка»', taxId: '500100732259', email: 'office@romashka.example' },
  ],
  obrien: ['/companies', { name: "O'Brien & Sons", website: 'https://obrien.example' }],
  lead: [
    '/leads',
    { name: 'Заявка на договоры поставки', companyName: 'Северный ветер', phone: '+79039876543' },
  ],
  invoice: ['/leads', { name: 'Overdue invoice of March' }],
  product: ['/products', { name: 'Кассовый аппарат', sku: 'KA-2024/15' }],
} as const satisfies Record<string, readonly [string, object]>
type Name = keyof typeof stored | 'note'

const ids = new Map<string, Name>()

beforeAll(async () => {
  app = await startTestApp()
  for (const [name, [path, values]] of Object.entries(stored)) {
    const made = await app.admin.post(path, values)
    expect(made.body.problems ?? []).toEqual([])
    ids.set(made.body.item.id, name as Name)
  }
  const petr = [...ids].find(([, name]) => name === 'petr')![0]
  const note = await app.admin.post('/notes', {
    text: 'Обсудили скидки на перевозки. Просил прислать счета до пятницы.',
    contact: petr,
  })
  expect(note.status).toBe(201)
  ids.set(note.body.item.id, 'note')
})
afterAll(() => app.close())

const ask = async (q: string) => {
  const { status, body } = await app.admin.get(`/search?q=${encodeURIComponent(q)}`)
  expect(status).toBe(200)
  return body
}
const found = async (q: string) =>
  (await ask(q)).items.map(({ id, title }: { id: string; title: string }) => ids.get(id) ?? title)

describe('what was typed finds what was meant', () => {
  it.each<[typed: string, first: Name]>([
    // As it stands, in any order and case.
    ['Пётр Иванов', 'petr'],
    ['Иванов Пётр', 'petr'],
    ['иванов петр', 'petr'],
    ['ИВАНОВ', 'petr'],
    ['mary johnson', 'johnson'],
    ['Johnson, Mary', 'johnson'],
    ['Соловьева', 'yulia'],
    ['СОЛОВЬЁВА', 'yulia'],
    ['ромашка', 'chamomile'],
    ['«Ромашка»', 'chamomile'],
    ['Анна Мария', 'anna'],
    ['мария анна', 'anna'],
    ['obrien', 'obrien'],
    ["o'brien", 'obrien'],
    // The middle of a word, the beginning of one.
    ['ванов', 'petr'],
    ['ohns', 'johnson'],
    ['омаш', 'chamomile'],
    ['пе', 'petr'],
    ['oa', 'house'],
    // One letter mistyped.
    ['jonhson', 'johnson'],
    ['Jonson', 'johnson'],
    ['johnsson', 'johnson'],
    ['jahnson', 'johnson'],
    ['ивнаов', 'petr'],
    ['Щюкин', 'shchukin'],
    ['хабаров никта', 'khabarov'],
    ['ромшка', 'chamomile'],
    ['mary jonhson', 'johnson'],
    // The other alphabet.
    ['Ivanov', 'petr'],
    ['Petr Ivanov', 'petr'],
    ['pyotr', 'petr'],
    ['Shchukin', 'shchukin'],
    ['Schukin', 'shchukin'],
    ['shukin', 'shchukin'],
    ['Alexey', 'shchukin'],
    ['aleksei shch', 'shchukin'],
    ['хабаров', 'khabarov'],
    ['Никита Хабаров', 'khabarov'],
    ['Yuliya', 'yulia'],
    ['Iuliia', 'yulia'],
    ['Julia Solovyova', 'yulia'],
    ['Solovieva', 'yulia'],
    ['tsvetaeva', 'anna'],
    ['cvetaeva', 'anna'],
    ['romashka ooo', 'chamomile'],
    // The other layout.
    ['bdfyjd', 'petr'],
    ['gtnh', 'petr'],
    ['рщгыу', 'house'],
    ['ьфкн', 'johnson'],
    ['hjvfirf', 'chamomile'],
    ['.kbz', 'yulia'],
    // Phones as people type them.
    ['+7 (916) 123-45-67', 'petr'],
    ['8 916 123 45 67', 'petr'],
    ['89161234567', 'petr'],
    ['9161234567', 'petr'],
    ['4567', 'petr'],
    ['45-67', 'petr'],
    ['8 916 12', 'petr'],
    ['+1 (555) 100-01-23', 'johnson'],
    ['555 1000123', 'johnson'],
    ['020 7946 0018', 'khabarov'],
    ['иванов 8 916 123-45-67', 'petr'],
    // E-mails and numbers, and parts of them.
    ['mjohnson', 'johnson'],
    ['petr.ivanov@', 'petr'],
    ['solo77', 'yulia'],
    ['office@romashka.example', 'chamomile'],
    ['7707083893', 'house'],
    ['083893', 'house'],
    ['500100732259', 'chamomile'],
    ['CRM-00815', 'anna'],
    ['00815', 'anna'],
    ['ka-2024/15', 'product'],
    // Other forms of a word; texts of notes.
    ['договор', 'lead'],
    ['договоров', 'lead'],
    ['invoices', 'invoice'],
    ['аппараты кассовые', 'product'],
    ['ветра', 'lead'],
    ['скидка', 'note'],
    ['перевозка', 'note'],
    ['счёт', 'note'],
  ])('%s finds %s', async (typed, first) => {
    expect((await found(typed))[0]).toBe(first)
  })

  it.each([
    'Сидоров',
    'иванова петрова',
    'johnstone',
    'jackson',
    'ивн',
    'xyz',
    '89161234568',
    '9161239999',
    '7707083894',
    'договорённость',
    'пётр johnson',
    'mary иванов',
    'nobody@example.com',
    'вано петров сидоров',
    '%',
    '___',
    '...',
    'ivanovich',
    'рол',
    'rjynfrn bdfyjd',
    'хаус',
    'ивоноф',
  ])('%s finds nothing', async (typed) => {
    expect(await found(typed)).toEqual([])
  })
})

describe('what is said of a find', () => {
  it('the query is told as it was understood, when nothing was found for it as typed', async () => {
    expect((await ask('bdfyjd')).shownFor).toBe('иванов')
    expect((await ask('jonhson')).shownFor).toBe('johnson')
    expect((await ask('mary jonhson')).shownFor).toBe('mary johnson')
    expect((await ask('Shchukin')).shownFor).toBe('щукин')
    expect((await ask('johnson')).shownFor).toBeNull()
    expect((await ask('invoices')).shownFor).toBeNull()
    expect((await ask('zzz')).shownFor).toBeNull()
  })

  it('it is shown where it was found', async () => {
    const marked = (text: string, marks: [number, number][]) =>
      marks.map(([from, until]) => text.slice(from, until))
    const [byPhone] = (await ask('8 916 123')).items
    expect(byPhone.found.field).toBe('phone')
    expect(marked(byPhone.found.text, byPhone.found.marks)).toEqual(['916 123'])
    const [byName] = (await ask('иван')).items
    expect(byName.found).toBeNull()
    expect(marked(byName.title, byName.titleMarks)).toEqual(['Иван'])
    const [byMail] = (await ask('mary mjohn')).items
    expect([byMail.title, byMail.found.text]).toEqual(['Mary Johnson', 'mjohnson@acme.example'])
    expect(marked(byMail.found.text, byMail.found.marks)).toEqual(['mjohn'])
  })

  it('a note is shown with the record it is about', async () => {
    const [note] = (await ask('скидки')).items
    expect(note.of).toMatchObject({ entity: 'contact', title: 'Пётр Иванов' })
    expect(note.title).toContain('скидки')
  })

  it('a list finds the same, and says the same', async () => {
    const listed = async (q: string) => {
      const { body } = await app.admin.get(`/contacts?q=${encodeURIComponent(q)}`)
      return [body.items.map(({ id }: { id: string }) => ids.get(id)), body.total, body.shownFor]
    }
    expect(await listed('bdfyjd')).toEqual([['petr'], { count: 1, exact: true }, 'иванов'])
    expect(await listed('8 916 123 45 67')).toEqual([['petr'], { count: 1, exact: true }, null])
    expect(await listed('nobody')).toEqual([[], { count: 0, exact: true }, null])
    const { body } = await app.admin.get(`/board?entity=lead&q=${encodeURIComponent('invoises')}`)
    expect(body.shownFor).toBe('invoice')
    expect(body.columns.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(1)
  })
})

describe('the better find comes first', () => {
  it('exact, beginning, word, middle, form, sound, slip', async () => {
    const made: string[] = []
    for (const name of ['Зелёный', 'Зелёный сад', 'Большой зелёный', 'Темнозелёный', 'Zelenyi']) {
      const { body } = await app.admin.post('/companies', { name })
      made.push(body.item.id)
    }
    const { items } = await ask('зелёный')
    expect(items.map(({ title }: { title: string }) => title)).toEqual([
      'Зелёный',
      'Зелёный сад',
      'Большой зелёный',
      'Темнозелёный',
      'Zelenyi',
    ])
    for (const id of made) await app.admin.delete(`/companies/${id}`)
  })

  it('of equals the one whose step is due first', async () => {
    const leads: string[] = []
    for (const days of [3, 1, 2]) {
      const dueAt = new Date(Date.now() + days * 86_400_000).toISOString()
      const { body } = await app.admin.post('/leads', { name: 'Quillfeather', nextStep: { dueAt } })
      leads[days] = body.item?.id
    }
    const { items } = await ask('quillfeather')
    expect(items.map(({ id }: { id: string }) => id)).toEqual([leads[1], leads[2], leads[3]])
  })
})

describe('the index follows the records', () => {
  it('through change, deletion, restoring and undo', async () => {
    const made = await app.admin.post('/contacts', { name: 'Вениамин Рокотов' })
    const { id } = made.body.item
    ids.set(id, 'petr')
    const isFound = async (q: string) => (await found(q)).length > 0
    expect(await isFound('рокотов')).toBe(true)

    const changed = await app.admin.patch(`/contacts/${id}`, {
      version: null,
      changes: { name: 'Вениамин Бокситов' },
    })
    expect([await isFound('рокотов'), await isFound('бокситов')]).toEqual([false, true])
    await app.admin.post('/commands/records.undo', { event: changed.body.event })
    expect([await isFound('рокотов'), await isFound('бокситов')]).toEqual([true, false])

    await app.admin.delete(`/contacts/${id}`)
    expect(await isFound('рокотов')).toBe(false)
    await app.admin.post('/commands/records.restore', { entity: 'contact', id })
    expect(await isFound('рокотов')).toBe(true)

    const gone = await app.admin.delete(`/contacts/${id}`)
    expect(gone.status).toBe(200)
    expect(await isFound('hjrjnjd')).toBe(false)
  })

  it('of a record that was undone nothing is left', async () => {
    const made = await app.admin.post('/contacts', { name: 'Ефросинья Мимолётова' })
    await app.admin.post('/commands/records.undo', { event: made.body.event })
    expect(await found('мимолётова')).toEqual([])
    const rows = await app.rows('select * from search_entries where record_id = $1', [made.body.item.id])
    expect(rows).toEqual([])
  })

  it('forgets words that are in no text any more, and keeps those that are', async () => {
    const words = async (...wanted: string[]) =>
      (
        await app.rows<{ word: string }>('select word from search_words where word = any($1) order by 1', [
          wanted,
        ])
      ).map(({ word }) => word)
    const { body } = await app.admin.post('/contacts', { name: 'Аристарх Пётр' })
    expect(await words('аристарх', 'петр')).toEqual(['аристарх', 'петр'])
    await app.admin.delete(`/contacts/${body.item.id}`)
    await app.act((ctx) => forgetWords(ctx.tx))
    expect(await words('аристарх', 'петр')).toEqual(['петр'])
  })

  it('is the same when it is made anew', async () => {
    const all = () =>
      app.rows('select record_id, entity, title, text, name_key from search_entries order by record_id')
    const before = await all()
    await app.act(async (ctx) => {
      for (const entity of ctx.registry.entities.filter(isSearched))
        await indexNext(ctx.tx, entity, { after: null, most: 1000 })
    })
    expect(await all()).toEqual(before)
    expect(before.length).toBeGreaterThan(12)
  })

  it('is what the migration makes of records that are there already', async () => {
    const file = new URL('../../../migrations/workspace/0014_search.sql', import.meta.url)
    const fills = (await readFile(file, 'utf8')).match(/insert into search_\w+ [^;]*;/g) ?? []
    expect(fills).toHaveLength(2)
    const all = async () => [
      await app.rows('select record_id, entity, title, text from search_entries order by record_id'),
      await app.rows('select word, latin from search_words order by word'),
    ]
    await app.act((ctx) => forgetWords(ctx.tx, 10_000))
    const before = await all()
    await app.rows('delete from search_entries')
    await app.rows('delete from search_words')
    for (const fill of fills) await app.rows(fill)
    expect(await all()).toEqual(before)
  })
})

describe('what one may not see', () => {
  it('is not found, nor does it change what is', async () => {
    const mine = await app.signIn('sales_manager')
    const asMine = async (q: string) => (await mine.get(`/search?q=${encodeURIComponent(q)}`)).body
    const lead = (name: string, owner: string) => app.admin.post('/leads', { name, owner })
    await lead('Zyxwella Canary', app.admin.userId)
    // His own is found, also where the other's would be nearer.
    await lead('Zyxwelly Robin', mine.userId)
    expect((await app.admin.get('/search?q=zyxwella')).body.items).toHaveLength(1)

    const guess = await asMine('zyxwella')
    expect(guess.items.map(({ title }: { title: string }) => title)).toEqual(['Zyxwelly Robin'])
    expect(guess.shownFor).toBe('zyxwelly')
    expect(await asMine('zyxwella canary')).toEqual({ items: [], shownFor: null })
    expect(await asMine('canary')).toEqual({ items: [], shownFor: null })
    for (const q of ['canary', 'сфтфкн', 'канари', 'canry']) {
      expect((await asMine(q)).items).toEqual([])
      const list = await mine.get(`/leads?q=${encodeURIComponent(q)}`)
      expect(list.body).toMatchObject({ items: [], total: { count: 0, exact: true }, shownFor: null })
    }
  })

  it('nor are notes about it', async () => {
    const mine = await app.signIn('sales_manager')
    const { body } = await app.admin.post('/leads', { name: 'Hidden lead', owner: app.admin.userId })
    await app.admin.post('/notes', { text: 'The zephyrous passphrase', lead: body.item.id })
    expect((await ask('zephyrous')).items).toHaveLength(1)
    expect((await mine.get('/search?q=zephyrous')).body).toEqual({ items: [], shownFor: null })
    expect((await mine.get('/notes?q=zephyrous')).body).toMatchObject({ items: [], total: { count: 0 } })
  })
})
