import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import type { ByteSource } from '../bytes.ts'
import { findEncoding } from './find-encoding.ts'

const russian =
  'Имя;Телефон;Город\nИван Петров;+7 916 123-45-67;Москва\nООО «Ромашка»;8 495 111-22-33;Санкт-Петербург\n'

describe('findEncoding', () => {
  it.each(['utf-8', 'windows-1251', 'koi8-r', 'cp866', 'maccyrillic', 'iso-8859-5'])(
    'finds Russian in %s',
    async (encoding) => {
      expect(await found(iconv.encode(russian.replace(/[«»]/g, '"'), encoding))).toBe(encoding)
    },
  )

  it.each(['windows-1251', 'koi8-r', 'cp866'])('finds a few Russian words in %s', async (encoding) => {
    expect(await found(iconv.encode('Name;City\nАнна;Омск\n', encoding))).toBe(encoding)
    expect(await found(iconv.encode('МОСКВА;1\nКИРОВ;2\n', encoding))).toBe(encoding)
  })

  it.each([
    ['windows-1251', "Ім'я;Місто\nОлексій;Київ\nЇжак;Житомир\n"],
    ['windows-1252', 'Nom;Ville\nFrançois Crédito;Orléans\nNº 5;Zürich\n'],
    ['windows-1250', 'Imię;Miasto\nŁukasz Żółć;Gdańsk\nWałęsa;Łódź\n'],
    ['windows-1257', 'Vardas;Miestas\nŽydrūnas;Šiauliai\nKęstutis;Panevėžys\n'],
    ['windows-1253', 'Όνομα;Πόλη\nΓιώργος;Αθήνα\nΜαρία;Θεσσαλονίκη\n'],
    ['cp932', '名前;電話\n山田太郎;東京都\n鈴木一郎;大阪市\n'],
    ['gb18030', '姓名;电话\n王小明;北京市\n李华;上海市\n'],
  ])('finds %s', async (encoding, text) => {
    expect(await found(iconv.encode(text, encoding))).toBe(encoding)
  })

  it.each(['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])(
    'finds %s by its mark and without',
    async (encoding) => {
      expect(await found(iconv.encode(russian, encoding, { addBOM: true }))).toBe(encoding)
      expect(await found(iconv.encode(russian, encoding, { addBOM: false }))).toBe(encoding)
    },
  )

  it('takes № alone for windows-1251', async () => {
    expect(await found(iconv.encode('order;sum\n№ 5;10\n', 'windows-1251'))).toBe('windows-1251')
  })

  it('looks for letters in the whole file', async () => {
    const late = Buffer.concat([
      Buffer.from('id;name\n1;x\n'.repeat(200_000)),
      iconv.encode('2;Иван Петрович\n', 'windows-1251'),
    ])
    expect(await found(late)).toBe('windows-1251')
  })

  it('keeps UTF-8 for a file with a few cut characters and says it is damaged', async () => {
    const cut = Buffer.concat([Buffer.from(russian), Buffer.from('Ив').subarray(0, 3), Buffer.from(';1;2\n')])
    expect(await findEncoding(source(cut))).toEqual({
      encoding: 'utf-8',
      damaged: true,
      bytes: cut.length,
      mark: 0,
    })
  })

  it('is not misled by characters that lie across two pieces', async () => {
    expect(await findEncoding(source(Buffer.from('aЯ€😀'.repeat(50)), 7))).toMatchObject({
      encoding: 'utf-8',
      damaged: false,
    })
  })

  it('takes the encoding given', async () => {
    expect((await findEncoding(source(Buffer.from(russian)), 'cp866')).encoding).toBe('cp866')
  })
})

async function found(bytes: Buffer): Promise<string> {
  return (await findEncoding(source(bytes))).encoding
}

function source(bytes: Buffer, size = 65_536): ByteSource {
  return {
    size: bytes.length,
    async *read() {
      for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
    },
  }
}
