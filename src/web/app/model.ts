import type { FieldLimits } from '../../kernel/access/field-rights.ts'
import {
  type CustomField,
  type CustomModel,
  entityOfObject,
  fieldOf,
  type Named,
  wordOf,
} from '../../kernel/entities/custom-model.ts'
import { type CustomType, isComputedType } from '../../kernel/entities/custom-types.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import { addWidget } from '../fields/widgets.ts'
import { defineRecords } from '../records/define-records.tsx'
import type { FieldSection, RecordScreens, RelatedList } from '../records/screens.ts'
import { type Language, setOwnWords, type Words } from '../text/i18n.ts'
import { registerOwn, shippedNouns, shippedScreens } from './registry.ts'
import type { WebModule } from './web-module.ts'

let taken = keyOf({ version: 0 }, {})
const shippedFields = new WeakMap<Entity, Entity['fields']>()
const shippedSections = new WeakMap<RecordScreens, readonly FieldSection[]>()
const shippedRelated = new WeakMap<RecordScreens, readonly RelatedList[]>()

/**
 * Makes the nouns what the workspace has made of them. A page shows one workspace only, so its fields are laid into the
 * very objects every screen has, and whoever knows a noun knows its own fields too.
 */
export async function takeInModel(model: CustomModel, limits: FieldLimits): Promise<void> {
  if (keyOf(model, limits) === taken) return
  // Reading formulas is only loaded where there are any, and so are the parts of addresses and rich text.
  const computed = model.fields.some(({ type }) => isComputedType(type))
    ? await import('../../kernel/entities/computed-fields.ts')
    : null
  const address = model.fields.some(({ type }) => type === 'address')
    ? await import('../../kernel/entities/address-fields.ts')
    : null
  if (model.fields.some((field) => hasBeen(field, 'richText')))
    addWidget('richText', (await import('../fields/widgets/rich-text.tsx')).richTextWidget)
  const partsOf: PartsOf = (field) => address?.addressFields(field) ?? {}
  taken = keyOf(model, limits)
  for (const entity of shippedNouns()) {
    const fields = shippedFields.get(entity) ?? entity.fields
    shippedFields.set(entity, fields)
    entity.fields = withOwnFields(fields, entity.name, model, partsOf)
  }
  const own = model.objects.map(({ name }) => {
    const entity: Entity = entityOfObject(name)
    entity.fields = withOwnFields(entity.fields, name, model, partsOf)
    return entity
  })
  computed?.addComputedFields([...shippedNouns(), ...own], model.fields)
  const nouns = [...shippedNouns(), ...own]
  for (const entity of nouns) limitFields(entity, limits[entity.name] ?? {})
  for (const screens of shippedScreens()) {
    const sections = shippedSections.get(screens) ?? screens.sections
    shippedSections.set(screens, sections)
    screens.sections = withOwnSection(sections, namesOf(screens.entity, model))
    const related = shippedRelated.get(screens) ?? screens.related
    shippedRelated.set(screens, related)
    screens.related = [...related, ...linksInto(screens.entity, model, nouns)]
  }
  registerOwn(moduleOf(own, model, nouns))
  setOwnWords((language, said) => wordsIn(language, { ...model, partsOf }, said))
}

/** Whether a field is of a type or was once: history is told by it. */
const hasBeen = ({ type, former = [] }: CustomField, wanted: CustomType) =>
  type === wanted || former.some((one) => one.type === wanted)

type PartsOf = (field: CustomField) => Entity['fields']
/** What a reader may not know is not there, what he may not change is only read. The server has its own say in it. */
function limitFields({ fields }: Entity, limits: FieldLimits[string]): void {
  for (const [name, limit] of Object.entries(limits)) {
    const field = fields[name]
    if (limit === 'hidden') delete fields[name]
    else if (field) fields[name] = { ...field, readOnly: true, limit }
  }
}

function keyOf({ version }: Pick<CustomModel, 'version'>, limits: FieldLimits): string {
  return `${version} ${JSON.stringify(limits)}`
}

const namesOf = (entity: Entity, { fields }: CustomModel) =>
  fields
    .filter((field) => field.entity === entity.name && field.name in entity.fields)
    .map(({ name }) => name)

function withOwnFields(
  shipped: Entity['fields'],
  entity: string,
  { fields }: CustomModel,
  partsOf: PartsOf,
): Entity['fields'] {
  const own = fields.filter((field) => field.entity === entity && !isComputedType(field.type))
  return Object.assign(
    Object.create(null),
    shipped,
    ...own.map((one) => ({ [one.name]: fieldOf(one), ...partsOf(one) })),
  )
}

/** Fields of one's own stand before what the product itself notes down. */
function withOwnSection(sections: readonly FieldSection[], names: string[]): readonly FieldSection[] {
  if (names.length === 0) return sections
  const at = sections.findIndex(({ id }) => id === 'system')
  const place = at === -1 ? sections.length : at
  return [...sections.slice(0, place), { id: 'own', fields: names }, ...sections.slice(place)]
}

function moduleOf(own: Entity[], model: CustomModel, nouns: readonly Entity[]): WebModule {
  const parts = own.map((entity, index) =>
    defineRecords(screensOf(entity, model, nouns), { group: 'trade', order: 500 + index }),
  )
  return {
    name: 'own',
    entities: parts.flatMap(({ entities }) => entities),
    nav: parts.flatMap(({ nav }) => nav),
    create: parts.flatMap(({ create }) => create),
    records: parts.flatMap(({ records }) => records),
  }
}

/** A noun of one's own has a list, pages and a form made of its fields in their order. */
function screensOf(entity: Entity, model: CustomModel, nouns: readonly Entity[]): RecordScreens {
  const own = namesOf(entity, model)
  const asked = own.filter((field) => !entity.fields[field]!.readOnly)
  return {
    entity,
    icon: 'object',
    layouts: ['list'],
    views: [
      { id: 'all', filter: { all: [] } },
      { id: 'mine', filter: { field: 'owner', op: 'eq', value: { me: true } } },
    ],
    sort: ['-createdAt'],
    columns: ['name', ...own.slice(0, 6), 'owner', 'createdAt'],
    card: own.slice(0, 3),
    tells: own.slice(0, 2),
    sections: [
      { id: 'main', fields: ['name', ...own] },
      { id: 'work', fields: ['owner', 'tags'] },
      { id: 'system', fields: ['createdAt', 'updatedAt'] },
    ],
    complete: [],
    create: { fields: ['name', ...asked] },
    related: linksInto(entity, model, nouns),
  }
}

/** The records whose own fields lead to a noun stand on its pages, as far as the reader knows the field. */
function linksInto(to: Entity, { fields }: CustomModel, nouns: readonly Entity[]): RelatedList[] {
  return fields
    .filter(({ type, options }) => (type === 'link' || type === 'links') && options.to === to.name)
    .filter(({ entity, name }) => nouns.some((one) => one.name === entity && name in one.fields))
    .map(({ entity, name }) => ({ entity, by: name }))
}

/** What the workspace calls its own things, and what every noun has in the words all nouns share. */
function wordsIn(
  language: Language,
  { objects, fields, partsOf }: CustomModel & { partsOf: PartsOf },
  said: Words,
): Words {
  const words: Words = {}
  for (const { name, one, many } of objects) {
    words[`entities.${name}.one`] = wordOf(one, language)
    words[`entities.${name}.many`] = wordOf(many, language)
    words[`entities.${name}.count`] = `${wordOf(many, language)}: {{count}}`
    words[`records.newOf.${name}`] = said['records.new']!.replace('{{noun}}', wordOf(one, language))
    for (const field of ['name', 'owner', 'tags', 'createdAt', 'updatedAt'])
      words[`fields.${name}.${field}`] = said[`records.own.${field}`]!
    for (const view of ['all', 'mine']) words[`views.${name}.${view}`] = said[`records.own.${view}`]!
  }
  for (const field of fields) {
    const { entity, name, names, options: now, former = [] } = field
    for (const [part, { called }] of Object.entries(partsOf(field)))
      words[`fields.${entity}.${part}`] = wordOf(called!, language)
    words[`fields.${entity}.${name}`] = wordOf(names, language)
    // The latest last: it says what a choice is called now.
    for (const options of [...former.map((one) => one.options), now])
      for (const [key, named] of Object.entries((options.names ?? {}) as Record<string, Named>))
        words[`choices.${entity}.${name}.${key}`] = wordOf(named, language)
  }
  return words
}
