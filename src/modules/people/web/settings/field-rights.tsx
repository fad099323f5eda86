import { useState } from 'react'
import {
  canBeLimited,
  canBeMasked,
  type FieldLevel,
  type FieldLimits,
  fieldLevels,
} from '../../../../kernel/access/field-rights.ts'
import type { Entity } from '../../../../kernel/entities/entity.ts'
import { allNouns } from '../../../../web/app/registry.ts'
import { useFieldWords } from '../../../../web/fields/field-words.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { PlainSelect } from '../../../../web/ui/plain-select.tsx'
import { Table } from '../../../../web/ui/table.tsx'
import { Tabs } from '../../../../web/ui/tabs.tsx'
import css from './roles.module.css'

interface FieldRightsProps {
  limits: FieldLimits
  readOnly: boolean
  onChange: (limits: FieldLimits) => void
}

const tones = { edit: 'normal', read: 'strong', masked: 'strong', hidden: 'strong' } as const

/** What a role may do with single fields, noun by noun. */
export function FieldRights({ limits, readOnly, onChange }: FieldRightsProps) {
  const t = useT()
  const words = useFieldWords()
  const nouns = allNouns().entities.filter(({ extensible, limitable }) => extensible || limitable.length > 0)
  const [chosen, setChosen] = useState(nouns[0]?.name ?? '')
  const noun = nouns.find(({ name }) => name === chosen)
  const limitedIn = (name: string) => Object.keys(limits[name] ?? {}).length
  if (!noun) return null
  return (
    <section className={css.fields} aria-label={t('people.fields.title')}>
      <h3>{t('people.fields.title')}</h3>
      <p className={css.note}>{t('people.fields.about')}</p>
      <Tabs
        label={t('people.roles.object')}
        value={chosen}
        onChange={setChosen}
        items={nouns.map(({ name }) => ({
          value: name,
          label: limitedIn(name) > 0 ? `${words.many(name)} · ${limitedIn(name)}` : words.many(name),
        }))}
      />
      <Levels
        key={noun.name}
        noun={noun}
        limits={limits[noun.name] ?? {}}
        readOnly={readOnly}
        onChange={(own) => onChange(withNoun(limits, noun.name, own))}
      />
    </section>
  )
}

interface LevelsProps {
  noun: Entity
  limits: FieldLimits[string]
  readOnly: boolean
  onChange: (limits: FieldLimits[string]) => void
}

function Levels({ noun, limits, readOnly, onChange }: LevelsProps) {
  const t = useT()
  const words = useFieldWords()
  const fields = Object.keys(noun.fields).filter(
    (name) => canBeLimited(noun, name) && !noun.fields[name]!.hidden,
  )
  const levelsOf = (name: string) =>
    fieldLevels.filter((level) => {
      const field = noun.fields[name]!
      return (level !== 'masked' || canBeMasked(field)) && (level !== 'read' || !field.readOnly)
    })

  function set(name: string, level: FieldLevel) {
    const { [name]: _former, ...others } = limits
    onChange(level === 'edit' ? others : { ...others, [name]: level })
  }

  return (
    <Table
      label={`${t('people.fields.title')}: ${words.many(noun.name)}`}
      rows={fields.map((id) => ({ id }))}
      columns={[
        {
          id: 'field',
          head: t('people.fields.field'),
          phone: 'title',
          cell: ({ id }) => words.field(noun, id),
        },
        {
          id: 'level',
          head: t('people.fields.level'),
          width: 220,
          phone: 'corner',
          cell: ({ id }) => {
            const level = limits[id] ?? 'edit'
            return (
              <PlainSelect
                aria-label={words.field(noun, id)}
                value={level}
                options={levelsOf(id).map((value) => ({
                  value,
                  label: t(
                    value === 'edit' && noun.fields[id]!.readOnly
                      ? 'people.fields.levels.seen'
                      : `people.fields.levels.${value}`,
                  ),
                }))}
                tone={tones[level]}
                disabled={readOnly}
                onChange={(next) => set(id, next)}
              />
            )
          },
        },
      ]}
    />
  )
}

function withNoun(limits: FieldLimits, noun: string, own: FieldLimits[string]): FieldLimits {
  const { [noun]: _former, ...others } = limits
  return Object.keys(own).length > 0 ? { ...others, [noun]: own } : others
}
