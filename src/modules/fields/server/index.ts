import type { ServerModule } from '../../../server/registry.ts'
import { customField, customObject } from '../field.entity.ts'
import { archiveFieldHandler, changeFieldHandler, createFieldHandler, restoreFieldHandler } from './fields.ts'
import { indexFieldJob } from './index-field.job.ts'
import {
  archiveObjectHandler,
  changeObjectHandler,
  createObjectHandler,
  restoreObjectHandler,
} from './objects.ts'

export const fieldsServer: ServerModule = {
  name: 'fields',
  entities: [customField, customObject],
  commands: [
    createFieldHandler,
    changeFieldHandler,
    archiveFieldHandler,
    restoreFieldHandler,
    createObjectHandler,
    changeObjectHandler,
    archiveObjectHandler,
    restoreObjectHandler,
  ],
  jobs: [indexFieldJob],
}

export { countUpModel, lockModel } from './definitions.queries.ts'
