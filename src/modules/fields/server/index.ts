import type { ServerModule } from '../../../server/registry.ts'
import { conversionDays } from '../conversion.commands.ts'
import { customField, customObject } from '../field.entity.ts'
import { dropFormer } from './conversions.queries.ts'
import { convertFieldJob } from './convert-field.job.ts'
import {
  cancelConversionHandler,
  convertFieldHandler,
  fieldConversionAnswer,
  undoConversionHandler,
} from './convert-field.ts'
import { archiveFieldHandler, changeFieldHandler, createFieldHandler, restoreFieldHandler } from './fields.ts'
import { indexFieldJob } from './index-field.job.ts'
import {
  archiveObjectHandler,
  changeObjectHandler,
  createObjectHandler,
  restoreObjectHandler,
} from './objects.ts'
import { previewConversionHandler } from './preview-conversion.ts'

export const fieldsServer: ServerModule = {
  name: 'fields',
  entities: [customField, customObject],
  commands: [
    createFieldHandler,
    changeFieldHandler,
    archiveFieldHandler,
    restoreFieldHandler,
    previewConversionHandler,
    convertFieldHandler,
    cancelConversionHandler,
    undoConversionHandler,
    createObjectHandler,
    changeObjectHandler,
    archiveObjectHandler,
    restoreObjectHandler,
  ],
  queries: [fieldConversionAnswer],
  jobs: [indexFieldJob, convertFieldJob],
  keepHouse: (house) => dropFormer(house, conversionDays),
}

export { countUpModel, lockModel } from './definitions.queries.ts'
