import type { ServerModule } from '../../../server/registry.ts'
import { auditFileRoute } from './audit-file.ts'
import { eraseFromBinHandler, listBinAnswer, restoreActHandler, restoreFromBinHandler } from './bin.ts'
import { auditSealAnswer, verifyAuditAnswer } from './chain.ts'
import { emptyBinJob } from './empty-bin.job.ts'
import { accessLogAnswer, auditKindsAnswer, auditLogAnswer } from './read-log.ts'
import { startSealer } from './seal.ts'
import { keepAudit } from './settings.queries.ts'
import { auditSettingsAnswer, configureAuditHandler } from './settings.ts'

/** The log of who did what and its seals, who looked at what, and the recycle bin. */
export const auditServer: ServerModule = {
  name: 'audit',
  commands: [configureAuditHandler, restoreFromBinHandler, restoreActHandler, eraseFromBinHandler],
  queries: [
    auditLogAnswer,
    auditKindsAnswer,
    auditSealAnswer,
    verifyAuditAnswer,
    accessLogAnswer,
    auditSettingsAnswer,
    listBinAnswer,
  ],
  jobs: [emptyBinJob],
  background: startSealer,
  keepHouse: keepAudit,
  routes: auditFileRoute,
}

export { sealAll } from './seal.ts'
export { sealNow, verifyChain } from './verify.ts'
