import type { ServerModule } from '../../../server/registry.ts'
import { getExportAnswer, listExportsAnswer } from './answers.ts'
import { exportFileRoute } from './export-file.ts'
import { forgetFiles } from './exports.queries.ts'
import { prepareExportHandler } from './prepare-export.ts'
import { beginDue } from './schedules.queries.ts'
import {
  listSchedulesAnswer,
  scheduledExportJob,
  scheduleExportHandler,
  unscheduleExportHandler,
} from './schedules.ts'
import { writeExportJob } from './write-export.job.ts'

export const exportsServer: ServerModule = {
  name: 'exports',
  commands: [prepareExportHandler, scheduleExportHandler, unscheduleExportHandler],
  queries: [listExportsAnswer, getExportAnswer, listSchedulesAnswer],
  jobs: [writeExportJob, scheduledExportJob],
  async keepHouse(house) {
    await forgetFiles(house)
    await beginDue(house)
  },
  routes: exportFileRoute,
}
