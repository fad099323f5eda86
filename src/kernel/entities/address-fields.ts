import { f } from '../fields/f.ts'
import { type CustomField, fieldOf, type Named, wordOf } from './custom-model.ts'
import { columnOf, type Entity } from './entity.ts'

/** What the parts of an address are called. */
export const addressWords = {
  line1: { en: 'street and house', ru: 'улица и дом' },
  line2: { en: 'office, entrance, floor', ru: 'офис, подъезд, этаж' },
  city: { en: 'city', ru: 'город' },
  region: { en: 'region', ru: 'регион' },
  postcode: { en: 'postcode', ru: 'индекс' },
  country: { en: 'country', ru: 'страна' },
} as const

/** Parts of an address by which records are found and put in order. */
const askedParts = ['city', 'region', 'postcode', 'country'] as const

/** What can be asked of a field as if it were fields of its own. */
export function addressFields(definition: CustomField): Entity['fields'] {
  if (definition.type !== 'address') return {}
  const { name, names } = definition
  const whole = fieldOf(definition)
  const called = (part: Named): Named => ({
    en: `${wordOf(names, 'en')}: ${part.en}`,
    ru: `${wordOf(names, 'ru')}: ${part.ru}`,
  })
  return Object.fromEntries(
    askedParts.map((part) => [
      `${name}_${part}`,
      f.text({
        ...{ readOnly: true, max: 100, partOf: name, called: called(addressWords[part]) },
        column: `${columnOf(name, whole)}_${part}`,
      }),
    ]),
  )
}
