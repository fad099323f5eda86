import { normalisePhone } from './phone.ts'

/** What one pasted line says about a person; what it does not say is absent. */
export interface ContactLine {
  name?: string
  /** E.164, see {@link normalisePhone}. */
  phone?: string
  /** Lower case. */
  email?: string
  company?: string
  jobTitle?: string
}

/**
 * Reads a line such as `Anna Petrova +7 916 123-45-67 anna@romashka.ru Romashka` in any order and with any
 * separators. A company is told by its legal form, by quotes, or by standing after the name; a job title by its
 * words. `country` (ISO 3166) completes national phone numbers.
 */
export function readContactLine(line: string, country: string): ContactLine {
  const found: ContactLine = {}
  // An address book quotes the person, not a company: "Oleg Sidorov" <oleg@vector.ru>.
  let rest = line
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/"([^"]+)"(?=\s*<)/gu, '$1')
  rest = rest.replace(emailPattern, (email) => {
    found.email ??= email.toLowerCase()
    return '|'
  })
  rest = rest.replace(phonePattern, (text) => {
    const phone = found.phone ? null : normalisePhone(text.trim(), country)
    if (!phone) return text
    found.phone = phone
    return '|'
  })
  for (const segment of segmentsOf(rest)) place(segment, found)
  return found
}

const emailPattern = /(?:mailto:)?[^\s@<>"',;:()|]+@[^\s@<>"',;:()|]+\.[^\s@<>"',;:.()|]+/giu
const phonePattern =
  /(?:(?:тел|моб|tel|phone|mob)\.?:?\s*)?\+?\(?\d(?:[\s().\-–]*\d){6,14}(?:\s*(?:доб|ext|x)\.?\s*\d{1,6})?/giu
const legalForm =
  /(?<![\p{L}\d])(?:ООО|ОАО|ЗАО|ПАО|НАО|АО|ИП|ГК|ТОО|LLC|Ltd|Inc|Corp|GmbH|AG|Co|PLC|LLP|S\.?A\.?)(?![\p{L}\d])\.?/iu
const jobWords =
  /(?<!\p{L})(?:\p{L}*директор\p{L}*|менеджер|бухгалтер|инженер|закупщик|снабженец|логист|юрист|руководитель|начальник|владелец|специалист|маркетолог|секретарь|собственник|ceo|cto|cfo|coo|director|manager|engineer|owner|founder|buyer|accountant|head|president|vp|assistant|specialist|lawyer)(?!\p{L})/iu
const patronymic = /(?:ович|евич|ич|овна|евна|ична|инична|оглы|кызы)$/iu

function segmentsOf(text: string): string[] {
  return text
    .split(/[|;,\t\n]|\s[-–—/]\s/u)
    .map((part) => part.replace(/^[\s.:<>()]+|[\s:<>()]+$/gu, ''))
    .filter((part) => /\p{L}/u.test(part))
}

function place(segment: string, found: ContactLine): void {
  const company = companyIn(segment)
  if (company !== null) {
    found.company ??= company
    const around = segment
      .replace(company, '|')
      .split('|')
      .map((part) => part.trim())
    for (const part of around) if (part !== '' && part !== segment) place(part, found)
    return
  }
  if (jobWords.test(segment)) {
    placeWithJob(segment, found)
    return
  }
  const words = segment.split(' ')
  if (found.name === undefined) {
    const length = nameLength(words)
    found.name = words.slice(0, length).join(' ')
    const after = words.slice(length).join(' ')
    if (after) found.company ??= after
  } else found.company ??= segment
}

/** The company as written when its legal form or quotes give it away. */
function companyIn(segment: string): string | null {
  const quoted = /(?:(?:ООО|ОАО|ЗАО|ПАО|НАО|АО|ИП|ГК|ТОО)\s*)?(?:«[^»]+»|"[^"]+"|“[^”]+”)/iu.exec(segment)
  if (quoted) return quoted[0]
  const form = legalForm.exec(segment)
  if (!form) return null
  const before = segment.slice(0, form.index).trim()
  const after = segment.slice(form.index + form[0].length).trim()
  const isRussian = /\p{Script=Cyrillic}/u.test(form[0])
  if (isRussian) return after ? segment.slice(form.index) : segment
  const words = before.split(' ')
  const own = words.length > 2 ? words.slice(2).join(' ') : before
  return own ? `${own} ${form[0]}` : segment
}

/** `Anna Petrova CEO`: a name may stand in front of the title. */
function placeWithJob(segment: string, found: ContactLine): void {
  const words = segment.split(' ')
  const at = words.findIndex((word) => jobWords.test(word))
  const length = found.name === undefined && at >= 2 ? Math.min(nameLength(words), at) : 0
  if (length > 0) found.name = words.slice(0, length).join(' ')
  found.jobTitle ??= words.slice(length).join(' ')
}

/** How many leading words are the person's name: two, or three where one of them is a patronymic. */
function nameLength(words: string[]): number {
  if (words.length >= 3 && words.slice(1, 3).some((word) => patronymic.test(word))) return 3
  return Math.min(2, words.length)
}
