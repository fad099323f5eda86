import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { refresh } from '../../api/cache.ts'
import { api } from '../../api/client.ts'
import { reloadGrids } from '../../api/grid.ts'
import { newKey } from '../../api/http.ts'
import { allNouns, recordPath } from '../../app/registry.ts'
import { useUndo } from '../../shell/undo.ts'
import { useT } from '../../text/i18n.ts'
import type { RecordScreens } from '../screens.ts'

/**
 * Adds a record, together with the company it names when that is not in the base yet. Rejects with the refusal; one that
 * looks like another is refused unless the creation is forced.
 */
export function useCreateRecord(screens: RecordScreens) {
  const {
    entity,
    create: { fromLine },
  } = screens
  const client = useQueryClient()
  const undo = useUndo()
  const t = useT()
  const [isPending, setPending] = useState(false)
  // The same form sent again after a failure is the same act, so its company is not added twice.
  const [keys] = useState(() => ({ record: newKey(), company: newKey() }))

  async function create(
    values: Record<string, unknown>,
    companyName: string | null,
    { isForced }: { isForced: boolean },
  ): Promise<string> {
    setPending(true)
    try {
      const company = fromLine?.company
      const noun = company && companyName ? allNouns().find(entity.fields[company]?.options.to) : undefined
      const added =
        noun && companyName
          ? await api.create(noun, { [noun.title]: companyName }, { idempotencyKey: keys.company })
          : null
      if (added && company) values = { ...values, [company]: added.item.id }
      const { item, event } = await api.create(entity, values, {
        idempotencyKey: keys.record,
        duplicates: isForced ? undefined : 'refuse',
      })
      refresh(client, [{ entity: entity.name }, { entity: 'step' }, ...(noun ? [{ entity: noun.name }] : [])])
      reloadGrids(client, entity.name)
      const to = recordPath(entity.name, item.id)
      undo.offer({
        event,
        text: t('records.done.created', { title: String(item[entity.title] ?? '') }),
        link: to ? { label: t('records.acts.open'), to } : undefined,
      })
      return item.id
    } catch (error) {
      // A refused record may be sent again with other values, which is another act.
      keys.record = newKey()
      throw error
    } finally {
      setPending(false)
    }
  }

  return { create, isPending }
}
