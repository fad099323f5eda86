import type { Entity } from '../../kernel/entities/entity.ts'
import type { ImportFile, ImportSettings } from './import-settings.ts'
import { targetsOf } from './targets.ts'

type Mapping = Pick<ImportSettings, 'columns'>
type Looked = Pick<ImportFile, 'headings' | 'sample'>

/** What a person is called by when the file has no name. */
const calls = ['companyName', 'email', 'phone']
/** What makes a speaking title, the most telling first. */
const speaking = ['product', 'company', 'companyName', 'contact', 'category', 'jobTitle']
/** What says nothing about the record itself. */
const mute = ['owner', 'stage', 'status', 'pipeline', 'externalId', 'closeReason', 'lead', 'role', 'team']

/** Whether rows get their title without a template: from a column, from parts of a name, or from an address. */
export function hasTitle(entity: Entity, { columns }: Mapping): boolean {
  const fed = new Set(Object.values(columns))
  if (fed.has(entity.title) || fed.has('name.first') || fed.has('name.last')) return true
  return entity.title === 'name' && entity.name !== 'company' && calls.some((name) => fed.has(name))
}

/** A title put together from the likeliest columns, for a file without one: `{product} · {account}`. */
export function suggestTitle(entity: Entity, file: Looked, { columns }: Mapping): string {
  const usable = file.headings.filter((heading) => !/[{}]/.test(heading))
  const feeding = speaking.flatMap((key) => usable.filter((heading) => columns[heading] === key))
  const telling = feeding.slice(0, 2).map(placeholder)
  if (telling.length > 0) return (telling.length > 1 ? telling : [...telling, '{#}']).join(' · ')
  const types = new Map(targetsOf(entity).map(({ key, type }) => [key, type]))
  const words = usable.filter((heading) => {
    const target = columns[heading] ?? ''
    const isText = ['text', 'longText', 'ref', undefined].includes(types.get(target))
    return isText && !mute.includes(target) && holdsWords(file, heading)
  })
  if (words.length > 0) return `${words.slice(0, 2).map(placeholder).join(', ')} · {#}`
  return [...usable.slice(0, 1).map(placeholder), '{#}'].join(' · ')
}

const placeholder = (heading: string) => `{${heading}}`

/** Mostly texts of a few letters or more, not all of them the same. */
function holdsWords({ headings, sample }: Looked, heading: string): boolean {
  const index = headings.indexOf(heading)
  const values = sample.map((row) => row[index]?.trim() ?? '').filter((value) => value !== '')
  const wordy = values.filter((value) => /\p{L}{3}/u.test(value) && value.length <= 80)
  return wordy.length > values.length / 2 && new Set(values).size > 2
}
