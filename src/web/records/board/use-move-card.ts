import type { Entity } from '../../../kernel/entities/entity.ts'
import { groupValue, isColumned } from '../../../kernel/queries/summary.ts'
import type { Change, Row, Titles } from '../../api/shapes.ts'
import { useFieldWords } from '../../fields/field-words.ts'
import { showToast } from '../../shell/toasts.tsx'
import { fieldSentences } from '../../text/errors.ts'
import { useT } from '../../text/i18n.ts'
import type { CardOrder, RecordActs } from '../acts.ts'
import { useSave } from '../save.ts'

/** The values a card has where it stands, by the fields the board is divided by. */
export type PlaceValues = Readonly<Record<string, string | null>>

export interface CardMove {
  row: Row
  /** The stage moved to, on a board of stages. */
  stage: string | null
  from: PlaceValues
  to: PlaceValues
  /** Names of the values moved to, by key. */
  titles: Titles
  /** What the column moved to is called. */
  name: string
  /** Its place among the cards there, where the board is ordered by hand. */
  order: CardOrder | null
}

/** Moves a card by giving its record the values of the place it is moved to: a stage by its verb, a field by an edit. */
export function useMoveCard(entity: Entity, acts: RecordActs): (move: CardMove) => Promise<void> {
  const t = useT()
  const words = useFieldWords()
  const save = useSave(entity)

  return async ({ row, stage, from, to, titles, name, order }) => {
    const subject = { id: row.id, title: String(row[entity.title] ?? '') }
    if (stage !== null) return void (await acts.move(subject, stage, name, order))
    const changes: Change = {}
    for (const [field, key] of Object.entries(to)) {
      const one = entity.fields[field]
      if (key !== from[field] && isColumned(field, one)) changes[field] = groupValue(one, key)
    }
    const names = Object.keys(changes)
    if (names.length === 0) return
    try {
      await write(row, changes, titles)
    } catch (error) {
      const sentence = Object.values(fieldSentences(t, error))[0] ?? t('records.notSaved')
      showToast({
        tone: 'error',
        text: `${names.map((field) => words.field(entity, field)).join(', ')}: ${sentence}`,
      })
    }

    /** The owner of work takes its next step along, which only the verb does. */
    async function write(row: Row, changes: Change, titles: Titles): Promise<void> {
      const { ownerField, worked } = entity
      if (!worked || ownerField === null || !(ownerField in changes))
        return void (await save(row, changes, titles, order))
      const { [ownerField]: owner, ...others } = changes
      // Work always has an owner.
      if (typeof owner !== 'string') return
      const isAssigned = await acts.assign([subject], owner, titles[owner] ?? '', order)
      if (isAssigned && Object.keys(others).length > 0) await save(row, others, titles)
    }
  }
}
