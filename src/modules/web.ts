import type { WebModule } from '../web/app/web-module.ts'
import type audit from './audit/locales/en.json'
import { auditWeb } from './audit/web/module.ts'
import type bulk from './bulk/locales/en.json'
import { bulkWeb } from './bulk/web/module.ts'
import type customers from './customers/locales/en.json'
import { customersWeb } from './customers/web/module.ts'
import type deals from './deals/locales/en.json'
import { dealsWeb } from './deals/web/module.ts'
import type duplicates from './duplicates/locales/en.json'
import { duplicatesWeb } from './duplicates/web/module.ts'
import type exportsOf from './exports/locales/en.json'
import { exportsWeb } from './exports/web/module.ts'
import type customFields from './fields/locales/en.json'
import { fieldsWeb } from './fields/web/module.ts'
import type files from './files/locales/en.json'
import { filesWeb } from './files/web/module.ts'
import type imports from './imports/locales/en.json'
import { importsWeb } from './imports/web/module.ts'
import type integrations from './integrations/locales/en.json'
import { integrationsWeb } from './integrations/web/module.ts'
import type layouts from './layouts/locales/en.json'
import { layoutsWeb } from './layouts/web/module.ts'
import type leads from './leads/locales/en.json'
import { leadsWeb } from './leads/web/module.ts'
import type notes from './notes/locales/en.json'
import { notesWeb } from './notes/web/module.ts'
import type notices from './notices/locales/en.json'
import { noticesWeb } from './notices/web/module.ts'
import type oversight from './oversight/locales/en.json'
import { oversightWeb } from './oversight/web/module.ts'
import type people from './people/locales/en.json'
import { peopleWeb } from './people/web/module.ts'
import type pipelines from './pipelines/locales/en.json'
import { pipelinesWeb } from './pipelines/web/module.ts'
import type products from './products/locales/en.json'
import { productsWeb } from './products/web/module.ts'
import type steps from './steps/locales/en.json'
import { stepsWeb } from './steps/web/module.ts'
import type tags from './tags/locales/en.json'
import { tagsWeb } from './tags/web/module.ts'
import type views from './views/locales/en.json'
import { viewsWeb } from './views/web/module.ts'

/** The modules of the web application, in the order of their sections. */
export const webModules: readonly WebModule[] = [
  stepsWeb,
  leadsWeb,
  dealsWeb,
  customersWeb,
  productsWeb,
  notesWeb,
  tagsWeb,
  noticesWeb,
  filesWeb,
  viewsWeb,
  duplicatesWeb,
  bulkWeb,
  exportsWeb,
  importsWeb,
  fieldsWeb,
  layoutsWeb,
  pipelinesWeb,
  peopleWeb,
  oversightWeb,
  integrationsWeb,
  auditWeb,
]

declare module '../web/text/messages.ts' {
  interface MessageFiles {
    audit: typeof audit
    bulk: typeof bulk
    customers: typeof customers
    deals: typeof deals
    customFields: typeof customFields
    duplicates: typeof duplicates
    exports: typeof exportsOf
    files: typeof files
    imports: typeof imports
    integrations: typeof integrations
    layouts: typeof layouts
    leads: typeof leads
    notes: typeof notes
    notices: typeof notices
    oversight: typeof oversight
    people: typeof people
    pipelines: typeof pipelines
    products: typeof products
    steps: typeof steps
    tags: typeof tags
    views: typeof views
  }
}
