import { useMemo } from 'react'
import type { Entity } from '../../kernel/entities/entity.ts'
import { fieldPath } from '../../kernel/queries/field-path.ts'
import { allNouns } from '../app/registry.ts'
import { type Translate, useT } from '../text/i18n.ts'

/** The names of nouns, fields and choices in the reader's language. */
export interface FieldWords {
  /** `Deal` */
  one: (entity: string) => string
  /** `Deals` */
  many: (entity: string) => string
  /** `12 deals` */
  count: (entity: string, count: number, params?: Record<string, unknown>) => string
  /** Name of a field; of a path, `Company › City`. */
  field: (entity: Entity, path: string) => string
  choice: (entity: string, field: string, key: string) => string
}

/** The names of nouns, fields and choices. */
export function useFieldWords(): FieldWords {
  const t = useT()
  return useMemo(() => fieldWords(t), [t])
}

/** The same outside of a component. */
export function fieldWords(t: Translate): FieldWords {
  return {
    one: (entity) => t.dyn(`entities.${entity}.one`),
    many: (entity) => t.dyn(`entities.${entity}.many`),
    count: (entity, count, params) => t.dyn(`entities.${entity}.count`, { count, ...params }),
    field: (entity, path) => fieldName(t, entity, path),
    choice: (entity, field, key) => t.dyn(`choices.${entity}.${field}.${key}`, {}, key),
  }
}

function fieldName(t: Translate, entity: Entity, path: string): string {
  if (!path.includes('.')) return t.dyn(`fields.${entity.name}.${path}`)
  const { hops, entity: last, name } = fieldPath(path, entity, allNouns())
  const owners = [entity, ...hops.map(({ to }) => to)]
  const names = hops.map((hop, index) => t.dyn(`fields.${owners[index]?.name}.${hop.name}`))
  return [...names, t.dyn(`fields.${last.name}.${name}`)].join(' › ')
}
