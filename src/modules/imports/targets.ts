import { addressWords } from '../../kernel/entities/address-fields.ts'
import { wordOf } from '../../kernel/entities/custom-model.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import type { Field } from '../../kernel/fields/f.ts'
import { isFile } from '../../kernel/fields/types/file.ts'
import { addressParts } from '../../kernel/fields/types/postal.ts'
import { company, contact } from '../customers/index.ts'
import type { GuessTarget } from './guess/guess-columns.ts'

/** Something a column can feed: a field of the entity, a part of its title, its first note, or a record it names. */
export interface ImportTarget extends GuessTarget {
  /** Field of the entity it ends up in; null for a note and for fields of another record. */
  field: string | null
  many: boolean
  /** The record named by the ref field `by` that it tells about, and which of its fields or parts of a name. */
  linked?: { by: string; noun: Entity; field: string }
}

/** Fields of worked entities that only an import may set, because they tell of the past. */
const pastFields = ['status', 'closedAt', 'closeReason', 'createdAt', 'attempts']
const notFromFiles = ['answers', 'createdAt', 'updatedAt', 'nextStep', 'isActive', 'timeZone', 'isPinned']
/** A file may have several numbers and addresses: the first that can be read is taken, the others are kept as text. */
const severalTypes = ['phone', 'email']
const nameParts = ['name.last', 'name.first', 'name.middle']

/** What a row may tell about a record of another kind that it names; people first. */
const tellable: readonly { noun: Entity; fields: readonly string[] }[] = [
  { noun: contact, fields: [...nameParts, 'phone', 'email', 'jobTitle', 'city', 'birthday', 'externalId'] },
  {
    noun: company,
    fields: [
      'taxId',
      'phone',
      'email',
      'website',
      'industry',
      'country',
      'city',
      'address',
      'employees',
      'annualRevenue',
      'externalId',
    ],
  },
]

/** Everything a column of a file may feed in this entity. */
export function targetsOf(entity: Entity): ImportTarget[] {
  const keepsText = entity.fields.description !== undefined
  const targets = Object.entries(entity.fields).flatMap(([name, field]): ImportTarget[] => {
    const isPast = pastFields.includes(name) && (entity.worked || name === 'createdAt')
    if (!isPast && (field.readOnly || notFromFiles.includes(name) || isFile(field))) return []
    const { name: type } = field.type
    const many = name === 'description' || (keepsText && severalTypes.includes(type))
    const whole = { key: name, type, field: name, many, label: field.called }
    return type === 'address' ? [whole, ...partTargets(name, field)] : [whole]
  })
  if (entity.fields.name && ['lead', 'contact', 'user'].includes(entity.name))
    for (const key of nameParts) targets.push({ key, type: 'text', field: 'name', many: false })
  targets.push(...linkedTargets(entity))
  if (['lead', 'contact', 'company', 'deal'].includes(entity.name))
    targets.push({ key: 'note', type: 'longText', field: null, many: true })
  return targets
}

/** An address may stand in several columns. */
function partTargets(name: string, { called = {} }: Field): ImportTarget[] {
  return addressParts.map((part) => {
    const label = Object.fromEntries(
      (['en', 'ru'] as const).map((locale) => [
        locale,
        `${wordOf(called, locale)}: ${addressWords[part][locale]}`,
      ]),
    )
    return { key: `${name}.${part}`, type: 'text', field: name, many: false, label }
  })
}

/** Kinds of records that rows of this entity may tell about besides their own. */
export function linkedKinds(entity: Entity): string[] {
  return tellable
    .filter(({ noun: { name } }) => {
      const field = entity.fields[name]
      return name !== entity.name && field?.options.to === name && !field.readOnly
    })
    .map(({ noun }) => noun.name)
}

function linkedTargets(entity: Entity): ImportTarget[] {
  const kinds = linkedKinds(entity)
  return tellable
    .filter(({ noun }) => kinds.includes(noun.name))
    .flatMap(({ noun, fields }) =>
      fields.map((field): ImportTarget => {
        const type = noun.fields[field]?.type.name ?? 'text'
        const many = severalTypes.includes(type)
        return {
          key: `${noun.name}.${field}`,
          type,
          field: null,
          many,
          linked: { by: noun.name, noun, field },
        }
      }),
    )
}
