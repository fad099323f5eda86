import type { IconName } from '../../../../web/ui/icon.tsx'
import { Badge, type Tone } from '../../../../web/ui/small.tsx'
import type { ImportRecord, ImportStatus } from '../import-record.ts'
import { useImportWords } from '../words.ts'

const looks: Record<ImportStatus, { tone: Tone; icon: IconName }> = {
  draft: { tone: 'neutral', icon: 'edit' },
  checking: { tone: 'info', icon: 'refresh' },
  checked: { tone: 'neutral', icon: 'check' },
  running: { tone: 'info', icon: 'refresh' },
  done: { tone: 'success', icon: 'success' },
  failed: { tone: 'danger', icon: 'error' },
  cancelled: { tone: 'warning', icon: 'minus' },
  undoing: { tone: 'info', icon: 'undo' },
  undone: { tone: 'neutral', icon: 'undo' },
}

/** Where an import is. */
export function StatusMark({ record }: { record: ImportRecord }) {
  const words = useImportWords()
  const { tone, icon } = looks[record.status]
  return (
    <Badge tone={tone} icon={icon}>
      {words.status(record)}
    </Badge>
  )
}
