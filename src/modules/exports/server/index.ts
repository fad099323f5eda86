import type { ServerModule } from '../../../server/registry.ts'
import { getExportAnswer, listExportsAnswer } from './answers.ts'
import { exportFileRoute } from './export-file.ts'
import { forgetFiles } from './exports.queries.ts'
import { prepareExportHandler } from './prepare-export.ts'
import { writeExportJob } from './write-export.job.ts'

export const exportsServer: ServerModule = {
  name: 'exports',
  commands: [prepareExportHandler],
  queries: [listExportsAnswer, getExportAnswer],
  jobs: [writeExportJob],
  keepHouse: forgetFiles,
  routes: exportFileRoute,
}
