import type { ServerModule } from '../../../server/registry.ts'
import { customField, customObject } from '../field.entity.ts'
import { archiveFieldHandler, changeFieldHandler, createFieldHandler, restoreFieldHandler } from './fields.ts'
import { indexFieldJob } from './index-field.job.ts'

export const fieldsServer: ServerModule = {
  name: 'fields',
  entities: [customField, customObject],
  commands: [createFieldHandler, changeFieldHandler, archiveFieldHandler, restoreFieldHandler],
  jobs: [indexFieldJob],
}
