import { undoDays } from '../../../kernel/commands/records.ts'
import type { ServerModule } from '../../../server/registry.ts'
import { refusalsAnswer, runAnswer, runsAnswer } from './answers.ts'
import { runBulkJob, undoBulkJob } from './bulk.job.ts'
import { forgetOldRuns } from './runs.queries.ts'
import { cancelHandler, previewHandler, startHandler, undoHandler } from './verbs.ts'

export const bulkServer: ServerModule = {
  name: 'bulk',
  commands: [previewHandler, startHandler, cancelHandler, undoHandler],
  queries: [runsAnswer, runAnswer, refusalsAnswer],
  jobs: [runBulkJob, undoBulkJob],
  // The history stays a good while longer than a change can be taken back.
  keepHouse: (house) => forgetOldRuns(house, 3 * undoDays),
}

export { runBulkJob } from './bulk.job.ts'
