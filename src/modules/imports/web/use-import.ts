import { useCommand, useQuestion } from '../../../web/api/commands.ts'
import { useRecord } from '../../../web/api/records.ts'
import {
  cancelImport,
  checkImport,
  configureImport,
  fixImportRow,
  forgetImportMapping,
  importMappings,
  importRun,
  removeImport,
  runImport,
  saveImportMapping,
  undoImport,
} from '../index.ts'
import { asImport } from './import-record.ts'

/** One import, kept up to date while the server works on it. */
export function useImport(id: string) {
  const { data, error, refetch } = useRecord(importRun, id)
  return {
    record: data ? asImport(data.item) : null,
    owner: data?.titles[asImport(data.item).owner ?? ''] ?? '',
    mayChange: data?.can.update ?? false,
    error,
    reload: () => void refetch(),
  }
}

/** How files of the same headings were brought in before; none where that cannot be told, null while it is asked. */
export function useMappings(id: string) {
  const { data, error } = useQuestion(importMappings, { id }, { touches: ['import'] })
  return data?.items ?? (error ? [] : null)
}

const touches = [{ entity: 'import' }]

/** The verbs of imports. */
export function useImportVerbs() {
  const configure = useCommand(configureImport, { touches })
  const check = useCommand(checkImport, { touches })
  const run = useCommand(runImport, { touches })
  const cancel = useCommand(cancelImport, { touches })
  const undo = useCommand(undoImport, { touches })
  const remove = useCommand(removeImport, { touches })
  const save = useCommand(saveImportMapping, { touches })
  const forget = useCommand(forgetImportMapping, { touches })
  const fix = useCommand(fixImportRow, { touches: [] })
  return {
    configure: configure.run,
    check: check.run,
    run: run.run,
    cancel: cancel.run,
    undo: undo.run,
    fix: fix.run,
    remove: remove.run,
    saveMapping: save.run,
    forgetMapping: forget.run,
    isConfiguring: configure.isPending,
    isChecking: configure.isPending || check.isPending,
    isStarting: run.isPending,
    isCancelling: cancel.isPending,
    isUndoing: undo.isPending,
  }
}
