import { useMemo } from 'react'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { useRecords } from '../../api/records.ts'
import { allNouns } from '../../app/registry.ts'

export interface Stage {
  id: string
  name: string
  probability: number
}

/** The stages of a pipeline in order; none while the pipeline is not known. */
export function useStages(pipeline: string | null): { stages: readonly Stage[]; isLoading: boolean } {
  const noun = allNouns().find('stage') ?? { name: 'stage', table: 'stages' }
  const { rows, isLoading } = useRecords(
    noun,
    { filter: { field: 'pipeline', op: 'eq', value: pipeline }, sort: ['position'], limit: 100 },
    { enabled: pipeline !== null },
  )
  const text = JSON.stringify(
    rows.map(({ id, name, probability }) => ({
      id,
      name: String(name),
      probability: Number(probability ?? 0),
    })),
  )
  // The text was written from stages a line above; the same stages are the same object.
  const stages = useMemo(() => JSON.parse(text) as Stage[], [text])
  return { stages: pipeline === null ? none : stages, isLoading }
}

const none: readonly Stage[] = []

/** The pipelines records of a noun go through, in order. */
export function usePipelines(entity: Entity): { id: string; name: string }[] {
  const noun = allNouns().find('pipeline') ?? { name: 'pipeline', table: 'pipelines' }
  const { rows } = useRecords(
    noun,
    { filter: { field: 'worksOn', op: 'eq', value: entity.name }, sort: ['position'], limit: 100 },
    { enabled: entity.worked },
  )
  return rows.map(({ id, name }) => ({ id, name: String(name) }))
}
