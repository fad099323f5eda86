import type { Entity } from '../../../kernel/entities/entity.ts'
import type { Row, Titles } from '../../api/shapes.ts'
import { useFieldWords } from '../../fields/field-words.ts'
import { Badge } from '../../ui/small.tsx'

/** How a closed record ended. */
export function StatusMark({ entity, row }: { entity: Entity; row: Row }) {
  const words = useFieldWords()
  if (row.status !== 'won' && row.status !== 'lost') return null
  const isWon = row.status === 'won'
  return (
    <Badge tone={isWon ? 'success' : 'neutral'} icon={isWon ? 'won' : 'lost'}>
      {words.choice(entity.name, 'status', row.status)}
    </Badge>
  )
}

/** The stage a record is at. */
export function StageMark({ row, titles }: { row: Row; titles: Titles }) {
  const name = titles[String(row.stage)]
  return name ? <Badge>{name}</Badge> : null
}
