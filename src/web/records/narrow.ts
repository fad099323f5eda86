import type { Filter } from '../../kernel/queries/filter.ts'
import type { RecordScreens } from './screens.ts'

/** Which records a ref field offers for a record with these values; null: all of them. */
export function narrowOf(
  screens: RecordScreens,
  field: string,
  values: Readonly<Record<string, unknown>>,
): Filter | null {
  return screens.narrow?.[field]?.(values) ?? null
}

/** What the pipeline and stage fields of a worked noun offer: pipelines it goes through, stages of the one it is in. */
export function workedNarrow(entity: string): NonNullable<RecordScreens['narrow']> {
  return {
    pipeline: () => ({ field: 'worksOn', op: 'eq', value: entity }),
    stage: ({ pipeline }) =>
      typeof pipeline === 'string'
        ? { field: 'pipeline', op: 'eq', value: pipeline }
        : { field: 'pipeline.worksOn', op: 'eq', value: entity },
  }
}
