import { useQueryClient } from '@tanstack/react-query'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { groupValue, isColumned } from '../../../kernel/queries/summary.ts'
import { moveInGrids } from '../../api/grid.ts'
import type { Change, ListParams, Row, Titles } from '../../api/shapes.ts'
import { useFieldWords } from '../../fields/field-words.ts'
import { showToast } from '../../shell/toasts.tsx'
import { fieldSentences } from '../../text/errors.ts'
import { useT } from '../../text/i18n.ts'
import type { RecordActs } from '../acts.ts'
import { useSave } from '../save.ts'

/** Where a card stands: the value of each field the board is divided by, and the list of the cards there. */
export interface CardPlace {
  values: Readonly<Record<string, string | null>>
  params: ListParams
}

export interface CardMove {
  row: Row
  from: CardPlace
  to: CardPlace
  /** Names of the values moved to, by key. */
  titles: Titles
}

/** Moves a card by giving its record the values of the place it is moved to, as any edit would. */
export function useMoveCard(entity: Entity, acts: RecordActs): (move: CardMove) => Promise<void> {
  const client = useQueryClient()
  const t = useT()
  const words = useFieldWords()
  const save = useSave(entity)

  return async ({ row, from, to, titles }) => {
    const changes: Change = {}
    for (const [name, key] of Object.entries(to.values)) {
      const field = entity.fields[name]
      if (key !== from.values[name] && isColumned(name, field)) changes[name] = groupValue(field, key)
    }
    const names = Object.keys(changes)
    if (names.length === 0) return
    const takeBack = moveInGrids(
      client,
      entity.name,
      { ...row, ...changes },
      { from: from.params, to: to.params, titles },
    )
    try {
      const isDone = await write(row, changes, titles)
      if (!isDone) takeBack()
    } catch (error) {
      takeBack()
      const sentence = Object.values(fieldSentences(t, error))[0] ?? t('records.notSaved')
      showToast({
        tone: 'error',
        text: `${names.map((name) => words.field(entity, name)).join(', ')}: ${sentence}`,
      })
    }
  }

  /** The owner of work takes its next step along, which only the verb does. */
  async function write(row: Row, changes: Change, titles: Titles): Promise<boolean> {
    const { ownerField, worked } = entity
    if (!worked || ownerField === null || !(ownerField in changes)) return save(row, changes, titles)
    const { [ownerField]: owner, ...others } = changes
    if (typeof owner !== 'string') return false
    const subject = { id: row.id, title: String(row[entity.title] ?? '') }
    const isAssigned = await acts.assign([subject], owner, titles[owner] ?? '')
    return isAssigned && (Object.keys(others).length === 0 || save(row, others, titles))
  }
}
