import { defineWebModule } from '../../../web/app/web-module.ts'
import { pipeline, stage, stepKind } from '../../pipelines/index.ts'
import { importRun } from '../index.ts'
import { shippedNouns } from './nouns.ts'
import { importScreen, importsScreen } from './screens.ts'

/** Bringing in files: the wizard, what was imported before, and the tray entry of a running import. */
export const importsWeb = defineWebModule({
  name: 'imports',
  nouns: [importRun, ...shippedNouns, pipeline, stage, stepKind],
  screens: [importsScreen, importScreen],
  nav: [
    {
      id: 'import',
      to: '/import',
      icon: 'importFile',
      labelKey: 'import.nav',
      group: 'customers',
      order: 90,
      needs: 'import:create',
    },
  ],
  background: async () => (await import('./watch-imports.tsx')).WatchImports,
})
