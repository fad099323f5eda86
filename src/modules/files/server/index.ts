import type { ServerModule } from '../../../server/registry.ts'
import { file } from '../file.entity.ts'
import { downloadRoute } from './download.ts'
import { fileFieldHooks, heldFileHooks } from './file-fields.ts'
import { keepFiles } from './keep-files.ts'
import { scanJob } from './scan.job.ts'
import { fileHooks, fileVisibility } from './subjects.ts'
import { uploadRoute } from './upload.ts'
import { limitsAnswer, removeHandler, renameHandler, textAnswer } from './verbs.ts'

export const filesServer: ServerModule = {
  name: 'files',
  entities: [file],
  commands: [renameHandler, removeHandler],
  queries: [textAnswer, limitsAnswer],
  visibility: { file: fileVisibility },
  hooks: [fileHooks, fileFieldHooks, heldFileHooks],
  jobs: [scanJob],
  keepHouse: keepFiles,
  routes(app, services) {
    uploadRoute(app, services)
    downloadRoute(app, services)
  },
}

export { keepContent } from './files.queries.ts'
