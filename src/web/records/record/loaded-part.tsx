import { type ComponentType, lazy, Suspense } from 'react'
import type { Entity } from '../../../kernel/entities/entity.ts'
import type { Row } from '../../api/shapes.ts'
import { Part } from '../../shell/page-states.tsx'
import { Skeleton } from '../../ui/small.tsx'
import type { RecordPart, RecordPartProps } from '../screens.ts'

const loaded = new Map<string, ComponentType<RecordPartProps>>()

/** What a module adds to a record page; fetched when first shown, its failure stays its own. */
export function LoadedPart({ part, entity, row }: { part: RecordPart; entity: Entity; row: Row }) {
  const Content = contentOf(part)
  return (
    <Part>
      <Suspense fallback={part.isRare ? null : <Skeleton height={32} />}>
        <Content entity={entity} row={row} />
      </Suspense>
    </Part>
  )
}

function contentOf(part: RecordPart): ComponentType<RecordPartProps> {
  const known = loaded.get(part.id)
  if (known) return known
  const content = lazy(async () => ({ default: await part.load() }))
  loaded.set(part.id, content)
  return content
}
