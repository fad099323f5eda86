export { guardCell, guardText } from './clean-cell.ts'
export {
  cancelImport,
  checkImport,
  configureImport,
  fixImportRow,
  forgetImportMapping,
  importMappings,
  importProblemKinds,
  importProblems,
  removeImport,
  runImport,
  saveImportMapping,
  undoImport,
} from './import.commands.ts'
export { importRun, importStatuses } from './import.entity.ts'
export {
  duplicateRules,
  type ImportCounts,
  type ImportFile,
  type ImportSettings,
  importSettingsShape,
} from './import-settings.ts'
export { type ImportTarget, targetsOf } from './targets.ts'
