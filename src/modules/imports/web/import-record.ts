import { undoDays } from '../../../kernel/commands/records.ts'
import type { Row } from '../../../web/api/shapes.ts'
import type { ImportCounts, ImportFile, ImportSettings, importStatuses } from '../index.ts'

export type ImportStatus = (typeof importStatuses)[number]
/** A kind of records that can be brought in. */
export type Kind = ImportSettings['entity']

/** An import as the API gives it. */
export interface ImportRecord extends Row {
  fileName: string
  entity: Kind | null
  status: ImportStatus
  file: ImportFile
  settings: ImportSettings | null
  counts: ImportCounts | null
  /** Rows of the file dealt with by an import that was begun. */
  position: number
  /** Part of the file read, in thousandths. */
  progress: number
  failure: { code: string; params: Record<string, unknown> } | null
  owner: string | null
  finishedAt: string | null
}

/** Rows of this noun have these members by its definition. */
export const asImport = (row: Row) => row as ImportRecord

const running: readonly ImportStatus[] = ['checking', 'running', 'undoing']
const beforeRun: readonly ImportStatus[] = ['draft', 'checking', 'checked']
const undoable: readonly ImportStatus[] = ['done', 'failed', 'cancelled']

/** Whether the server is at work on it. */
export const isRunning = ({ status }: ImportRecord) => running.includes(status)

/** Whether nothing of it has been written, so that columns may still be changed. */
export const isOpen = ({ status, position }: ImportRecord) =>
  beforeRun.includes(status) || (status === 'failed' && position === 0)

/** Whether there is something to take back and it is not too late. */
export function canUndo(one: ImportRecord, now = Date.now()): boolean {
  const age = now - Date.parse(one.finishedAt ?? one.updatedAt)
  return undoable.includes(one.status) && writtenRows(one) > 0 && age < undoDays * 86_400_000
}

/** Whether it may leave the list: nothing of it has been brought in, or nothing of it is left. */
export const canRemove = (one: ImportRecord) =>
  !isRunning(one) && (one.position === 0 || one.status === 'undone')

/** Rows that made or changed a record. */
export const writtenRows = ({ counts }: Pick<ImportRecord, 'counts'>) =>
  (counts?.created ?? 0) + (counts?.updated ?? 0)

/** Rows gone through so far. */
export function seenRows({ counts }: Pick<ImportRecord, 'counts'>): number {
  return counts ? counts.created + counts.updated + counts.unchanged + counts.skipped + counts.failed : 0
}
