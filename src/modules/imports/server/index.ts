import { getRecord } from '../../../server/records/read.ts'
import { answer, type ServerModule } from '../../../server/registry.ts'
import { importProblemKinds, importProblems } from '../import.commands.ts'
import { importRun } from '../import.entity.ts'
import { errorsFileRoute } from './errors-file.ts'
import { type ProblemKind, problemKinds, rowsWithProblems } from './imports.queries.ts'
import { forgetOldImports, importHooks } from './keep-imports.ts'
import { forgetMappingHandler, mappingsAnswer, saveMappingHandler } from './mappings.ts'
import { checkImportJob, runImportJob } from './run-import.job.ts'
import { undoImportJob } from './undo-import.job.ts'
import { uploadRoute } from './upload.ts'
import {
  cancelHandler,
  checkHandler,
  configureHandler,
  fixRowHandler,
  removeHandler,
  runHandler,
  undoHandler,
} from './verbs.ts'

const problemsAnswer = answer(importProblems, async (ctx, { id, after, limit, severity, field, error }) => {
  await getRecord(ctx, importRun, id)
  const kind: ProblemKind = { severity, error, field: field === '-' ? '' : field }
  const rows = await rowsWithProblems(ctx, id, after, limit + 1, kind)
  const items = rows.slice(0, limit)
  return { items, nextAfter: rows.length > limit ? items.at(-1)!.row : null }
})

const problemKindsAnswer = answer(importProblemKinds, async (ctx, { id }) => {
  await getRecord(ctx, importRun, id)
  return { items: await problemKinds(ctx, id) }
})

export const importsServer: ServerModule = {
  name: 'imports',
  entities: [importRun],
  commands: [
    configureHandler,
    checkHandler,
    runHandler,
    cancelHandler,
    undoHandler,
    fixRowHandler,
    removeHandler,
    saveMappingHandler,
    forgetMappingHandler,
  ],
  hooks: [importHooks],
  keepHouse: forgetOldImports,
  queries: [problemsAnswer, problemKindsAnswer, mappingsAnswer],
  jobs: [runImportJob, checkImportJob, undoImportJob],
  routes(app, services) {
    uploadRoute(app, services)
    errorsFileRoute(app, services)
  },
}

export { importRun } from '../import.entity.ts'
export { suggestSettings } from '../suggest-settings.ts'
export { errorsOf } from './errors-file.ts'
export { importKey, lookAt } from './import-file.ts'
export { importProgress, problemKinds } from './imports.queries.ts'
export { keepMapping, mappingsOf } from './mappings.queries.ts'
export { beginImport } from './upload.ts'
export { checkHandler, configureHandler, runHandler, undoHandler } from './verbs.ts'
