import { getRecord } from '../../../server/records/read.ts'
import { answer, type ServerModule } from '../../../server/registry.ts'
import { importProblems } from '../import.commands.ts'
import { importRun } from '../import.entity.ts'
import { errorsFileRoute } from './errors-file.ts'
import { rowsWithProblems } from './imports.queries.ts'
import { checkImportJob, runImportJob } from './run-import.job.ts'
import { undoImportJob } from './undo-import.job.ts'
import { uploadRoute } from './upload.ts'
import { cancelHandler, checkHandler, configureHandler, fixRowHandler, runHandler, undoHandler } from './verbs.ts'

const problemsAnswer = answer(importProblems, async (ctx, { id, after, limit }) => {
  await getRecord(ctx, importRun, id)
  const rows = await rowsWithProblems(ctx, id, after, limit + 1)
  const items = rows.slice(0, limit)
  return { items, nextAfter: rows.length > limit ? items.at(-1)!.row : null }
})

export const importsServer: ServerModule = {
  name: 'imports',
  entities: [importRun],
  commands: [configureHandler, checkHandler, runHandler, cancelHandler, undoHandler, fixRowHandler],
  queries: [problemsAnswer],
  jobs: [runImportJob, checkImportJob, undoImportJob],
  routes(app, services) {
    uploadRoute(app, services)
    errorsFileRoute(app, services)
  },
}
