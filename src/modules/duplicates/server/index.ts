import type { ServerModule } from '../../../server/registry.ts'
import { company, contact } from '../../customers/index.ts'
import { lead } from '../../leads/index.ts'
import { findAnswer } from './find.ts'
import { mergeHandler, mergesAnswer, previewAnswer, survivorAnswer, unmergeHandler } from './merges.ts'
import { dropOrphans } from './queue.queries.ts'
import { decideHandler, queueAnswer, waitingAnswer } from './queue.ts'
import { refuseLike } from './refuse-like.ts'
import { scanJob } from './scan.job.ts'
import {
  cancelScanHandler,
  configureHandler,
  scanAnswer,
  scanWhenDue,
  settingsAnswer,
  startScanHandler,
} from './scan.ts'

export const duplicatesServer: ServerModule = {
  name: 'duplicates',
  queries: [
    findAnswer,
    queueAnswer,
    waitingAnswer,
    settingsAnswer,
    scanAnswer,
    previewAnswer,
    mergesAnswer,
    survivorAnswer,
  ],
  commands: [
    mergeHandler,
    unmergeHandler,
    decideHandler,
    configureHandler,
    startScanHandler,
    cancelScanHandler,
  ],
  hooks: [refuseLike],
  jobs: [scanJob],
  async keepHouse(house) {
    for (const { name, table } of [company, contact, lead]) await dropOrphans(house.tx, name, table)
    await scanWhenDue(house)
  },
}
