import { recordsServer } from '../server/records/record-handlers.ts'
import type { ServerModule } from '../server/registry.ts'
import { auditServer } from './audit/server/index.ts'
import { bulkServer } from './bulk/server/index.ts'
import { customersServer } from './customers/server/index.ts'
import { dealsServer } from './deals/server/index.ts'
import { duplicatesServer } from './duplicates/server/index.ts'
import { exportsServer } from './exports/server/index.ts'
import { fieldsServer } from './fields/server/index.ts'
import { filesServer } from './files/server/index.ts'
import { importsServer } from './imports/server/index.ts'
import { integrationsServer } from './integrations/server/index.ts'
import { layoutsServer } from './layouts/server/index.ts'
import { leadsServer } from './leads/server/index.ts'
import { notesServer } from './notes/server/index.ts'
import { noticesServer } from './notices/server/index.ts'
import { oversightServer } from './oversight/server/index.ts'
import { peopleServer } from './people/server/index.ts'
import { pipelinesServer } from './pipelines/server/index.ts'
import { placesServer } from './places/server/index.ts'
import { productsServer } from './products/server/index.ts'
import { samplesServer } from './samples/server/index.ts'
import { stepsServer } from './steps/server/index.ts'
import { tagsServer } from './tags/server/index.ts'
import { viewsServer } from './views/server/index.ts'

/** Every module of the product, in the order their hooks run. */
export const serverModules: readonly ServerModule[] = [
  recordsServer,
  peopleServer,
  pipelinesServer,
  customersServer,
  productsServer,
  fieldsServer,
  leadsServer,
  dealsServer,
  stepsServer,
  layoutsServer,
  notesServer,
  tagsServer,
  noticesServer,
  oversightServer,
  placesServer,
  filesServer,
  viewsServer,
  duplicatesServer,
  bulkServer,
  importsServer,
  exportsServer,
  integrationsServer,
  auditServer,
  samplesServer,
]

export { type DemoSignIn, foundDemo } from './samples/server/index.ts'
