import type { Lane } from './lane.ts'
import {
  attachFile,
  deleteContacts,
  mergeContacts,
  restoreContact,
  tagWork,
  unmergeContacts,
  upsertContacts,
} from './operations/customers.ts'
import { changeAllCompanies, exportAll, undoBatch, writeBatch } from './operations/many.ts'
import { convertSize, scanForDuplicates, writeSize } from './operations/settings.ts'
import {
  activateUser,
  assignWork,
  completeStep,
  convertLead,
  createDeal,
  createLead,
  deactivateUser,
  importDeals,
  moveWork,
  reopenWork,
  updateMany,
} from './operations/work.ts'

/** Something people do. To add one, add an entry to the list below: its weight, and what it sends. */
export interface Operation {
  name: string
  weight: number
  run(lane: Lane): Promise<unknown>
}

export const operations: readonly Operation[] = [
  { name: 'step.complete', weight: 40, run: completeStep },
  { name: 'work.move', weight: 15, run: moveWork },
  { name: 'deal.create', weight: 6, run: createDeal },
  { name: 'lead.create', weight: 6, run: createLead },
  { name: 'lead.convert', weight: 6, run: convertLead },
  { name: 'work.reopen', weight: 6, run: reopenWork },
  { name: 'work.assign', weight: 5, run: assignWork },
  { name: 'records.updateMany', weight: 5, run: updateMany },
  { name: 'import', weight: 3, run: importDeals },
  { name: 'user.deactivate', weight: 3, run: deactivateUser },
  { name: 'user.activate', weight: 2, run: activateUser },
  { name: 'records.batch', weight: 6, run: writeBatch },
  { name: 'records.undo', weight: 2, run: undoBatch },
  { name: 'records.upsert', weight: 5, run: upsertContacts },
  { name: 'records.merge', weight: 5, run: mergeContacts },
  { name: 'records.unmerge', weight: 2, run: unmergeContacts },
  { name: 'records.deleteMany', weight: 2, run: deleteContacts },
  { name: 'records.restore', weight: 2, run: restoreContact },
  { name: 'tag.change', weight: 3, run: tagWork },
  { name: 'file', weight: 4, run: attachFile },
  { name: 'bulk', weight: 2, run: changeAllCompanies },
  { name: 'export', weight: 1, run: exportAll },
  { name: 'field.write', weight: 5, run: writeSize },
  { name: 'field.convert', weight: 1, run: convertSize },
  { name: 'duplicates.scan', weight: 1, run: scanForDuplicates },
]
