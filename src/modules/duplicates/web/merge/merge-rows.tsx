import type { BulkActProps } from '../../../../web/records/screens.ts'
import { MergeDialog } from './merge-dialog.tsx'

/** Merges the rows selected in a list. */
export function MergeRows({ entity, ids, onClose, onDone }: BulkActProps) {
  return <MergeDialog entity={entity} ids={ids} onClose={onClose} onMerged={onDone} />
}
