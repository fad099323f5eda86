import { useMemo } from 'react'
import type { BulkAct } from '../../../kernel/commands/bulk.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import type { TextEnv } from '../../../kernel/fields/field-type.ts'
import type { Titles } from '../../api/shapes.ts'
import { type FieldWords, fieldWords } from '../../fields/field-words.ts'
import { useTextEnv } from '../../text/env.tsx'
import { type Translate, useT } from '../../text/i18n.ts'
import { useFormat } from '../../text/use-format.ts'

/** What an act does to each record, line by line: `Owner: Anna Petrova`. */
export function useBulkActWords(): (entity: Entity, act: BulkAct, titles: Titles) => string[] {
  const t = useT()
  const env = useTextEnv()
  const format = useFormat()
  return useMemo(() => {
    const words = fieldWords(t)
    const to = (field: string, value: string) => t('records.mass.becomes', { field, value })
    return (entity, act, titles) => {
      switch (act.kind) {
        case 'edit':
          return Object.entries(act.changes).map(([name, value]) =>
            to(words.field(entity, name), valueText(t, words, env, { entity, name, value, titles })),
          )
        case 'assign':
          return [to(words.field(entity, entity.ownerField ?? 'owner'), titles[act.owner] ?? '…')]
        case 'move':
          return [to(words.field(entity, 'stage'), titles[act.stage] ?? '…')]
        case 'step': {
          const { title, kind, dueAt, owner } = act.next
          const named = [kind && titles[kind], title].filter(Boolean).join(': ')
          return [
            ...(named ? [to(t('records.step.title'), named)] : []),
            ...(dueAt ? [to(t('records.step.due'), format.moment(dueAt))] : []),
            ...(owner ? [to(t('records.mass.stepOwner'), titles[owner] ?? '…')] : []),
          ]
        }
        case 'tag':
          return [
            ...(act.add.length > 0 ? [to(t('records.mass.tagged'), act.add.join(', '))] : []),
            ...(act.remove.length > 0 ? [to(t('records.mass.untagged'), act.remove.join(', '))] : []),
          ]
        case 'delete':
          return [t('records.mass.toBin')]
      }
    }
  }, [t, env, format])
}

interface Held {
  entity: Entity
  name: string
  value: unknown
  titles: Titles
}

function valueText(
  t: Translate,
  words: FieldWords,
  env: TextEnv,
  { entity, name, value, titles }: Held,
): string {
  const field = entity.fields[name]
  if (value === null || value === undefined || value === '' || !field) return t('records.mass.empty')
  switch (field.type.name) {
    case 'ref':
      return titles[String(value)] ?? '…'
    case 'refs':
      return (value as string[]).map((id) => titles[id] ?? '…').join(', ')
    case 'choice':
      return words.choice(entity.name, name, String(value))
    case 'multiChoice':
      return (value as string[]).map((key) => words.choice(entity.name, name, key)).join(', ')
    case 'boolean':
      return t(value ? 'records.mass.yes' : 'records.mass.no')
    default:
      // The value has passed the type of this very field.
      return field.type.print(value as never, field.options, env)
  }
}
