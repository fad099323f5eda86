import { useMemo } from 'react'
import { useRecords } from '../../../web/api/records.ts'
import type { Row } from '../../../web/api/shapes.ts'
import { team, user } from '../../people/index.ts'
import { pipeline, stage, stepKind } from '../../pipelines/index.ts'
import { product } from '../../products/index.ts'
import type { ImportSettings } from '../index.ts'
import { bareName, type KnownNames } from './mapping/column-state.ts'
import { nounOf } from './nouns.ts'

export interface Named {
  id: string
  name: string
}

export interface Colleague extends Named {
  email: string | null
}

/** What settings of an import choose among. */
export interface Lists {
  colleagues: readonly Colleague[]
  /** Pipelines of the kind being brought in; none for kinds that are not worked. */
  pipelines: readonly Named[]
  /** Stages of the chosen pipeline, in order. */
  stages: readonly Named[]
  stepKinds: readonly Named[]
  /** Names of records that refs may lead to. */
  names: KnownNames
  isLoading: boolean
}

const most = 200
const active = { field: 'isActive', op: 'eq', value: true }
const byPosition = { sort: ['position'], limit: most }

/** People, pipelines, stages and kinds of step that settings of this import choose among. */
export function useLists(draft: Pick<ImportSettings, 'entity' | 'pipeline' | 'columns'>): Lists {
  const isWorked = nounOf(draft.entity).worked
  const fed = Object.values(draft.columns)
  const users = useRecords(user, { filter: active, sort: ['name'], limit: most })
  const pipelines = useRecords(
    pipeline,
    { filter: { field: 'worksOn', op: 'eq', value: draft.entity }, ...byPosition },
    { enabled: isWorked },
  )
  const chosen = draft.pipeline ?? pipelines.rows[0]?.id ?? null
  const stages = useRecords(
    stage,
    { filter: { field: 'pipeline', op: 'eq', value: chosen }, ...byPosition },
    { enabled: isWorked && chosen !== null },
  )
  const stepKinds = useRecords(stepKind, byPosition, { enabled: isWorked })
  const products = useRecords(product, { sort: ['name'], limit: most }, { enabled: fed.includes('product') })
  const teams = useRecords(team, { sort: ['name'], limit: most }, { enabled: fed.includes('team') })
  const asked = [users, ...(isWorked ? [pipelines, stages, stepKinds] : [])]
  const isLoading = asked.some((one) => one.isLoading)

  // The rows of each list are one array until its answer changes; their joined ids tell when that is.
  const key = [users, pipelines, stages, stepKinds, products, teams]
    .map(({ rows }) => rows.map(({ id }) => id).join())
    .join('|')
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  return useMemo(
    () => ({
      colleagues: users.rows.map((row) => ({
        ...named(row),
        email: typeof row.email === 'string' ? row.email : null,
      })),
      pipelines: isWorked ? pipelines.rows.map(named) : [],
      stages: isWorked ? stages.rows.map(named) : [],
      stepKinds: stepKinds.rows.map(named),
      names: {
        user: complete(users, (row) => [row.name, row.email]),
        stage: isWorked ? complete(stages, (row) => [row.name]) : undefined,
        pipeline: complete(pipelines, (row) => [row.name]),
        product: complete(products, (row) => [row.name]),
        team: complete(teams, (row) => [row.name]),
      },
      isLoading,
    }),
    [key, isLoading, isWorked],
  )
}

const named = (row: Row): Named => ({ id: row.id, name: String(row.name ?? '') })

type Answer = Pick<ReturnType<typeof useRecords>, 'rows' | 'isLoading' | 'isStale' | 'hasMore'>

/** All names of a list that was fetched whole; a longer one is not judged by. */
function complete(
  { rows, isLoading, isStale, hasMore }: Answer,
  namesOf: (row: Row) => unknown[],
): ReadonlySet<string> | undefined {
  if (isLoading || isStale || hasMore || rows.length === 0) return undefined
  return new Set(
    rows
      .flatMap(namesOf)
      .filter((name) => typeof name === 'string')
      .map(bareName),
  )
}
