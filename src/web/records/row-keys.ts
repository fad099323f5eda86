import type { Entity } from '../../kernel/entities/entity.ts'
import type { Row } from '../api/shapes.ts'
import type { Action } from '../shell/actions/registry.ts'
import { usePeek } from '../shell/peek.tsx'
import { showToast } from '../shell/toasts.tsx'
import { useT } from '../text/i18n.ts'
import { copyText } from '../ui/copy-text.ts'

/** Keys for the record the keyboard is at: the same in lists, on boards and in calendars. */
export function useRowKeys(entity: Entity, row: Row | null, open: (row: Row) => void) {
  const t = useT()
  const peek = usePeek()
  const isPeeked = peek.peek?.entity === entity.name
  const actions: readonly Action[] = [
    {
      id: 'record.open',
      titleKey: 'records.acts.open',
      icon: 'forward',
      keys: ['o', 'Enter'],
      visible: row !== null,
      perform: () => row && open(row),
    },
    {
      id: 'record.peek',
      titleKey: 'records.acts.peek',
      icon: 'eye',
      keys: 'Space',
      visible: row !== null,
      perform: () =>
        row && (isPeeked && peek.peek?.id === row.id ? peek.close() : peek.open(entity.name, row.id)),
    },
    {
      id: 'record.copyLink',
      titleKey: 'records.acts.copyLink',
      icon: 'link',
      keys: 'y',
      visible: row !== null,
      perform: () => row && void copyLink(entity.table, row.id, t('records.linkCopied')),
    },
  ]
  return {
    actions,
    isPeeked,
    closePeek: peek.close,
    /** Closes the look by Escape, where nothing else has the key. */
    closing: {
      id: 'record.closePeek',
      titleKey: 'records.acts.closePeek',
      keys: 'Escape',
      keyOnly: true,
      visible: isPeeked,
      perform: peek.close,
    } satisfies Action,
  }
}

/** Puts the address of a record on the clipboard. */
export async function copyLink(table: string, id: string, text: string): Promise<void> {
  if (await copyText(`${window.location.origin}/${table}/${id}`)) showToast({ text })
}
