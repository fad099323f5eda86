import type { ExportRow } from './exports.queries.ts'

/** What the log of events says of an export: what of which records, without their names. */
export function tellingOf({
  entity: exported,
  format,
  request: { selection, columns, scheduled },
}:
  | Pick<ExportRow, 'entity' | 'format' | 'request'>
  | { entity: string; format: string; request: ExportRow['request'] }): Record<string, unknown> {
  const { ids, ...narrowed } = selection
  return {
    exported,
    format,
    columns,
    ...(ids ? { named: ids.length } : narrowed),
    ...(scheduled ? { scheduled } : {}),
  }
}
