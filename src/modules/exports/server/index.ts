import type { ServerModule } from '../../../server/registry.ts'
import { exportFileRoute } from './export-file.ts'
import { forgetExports } from './exports.queries.ts'
import { prepareExportHandler } from './prepare-export.ts'

export const exportsServer: ServerModule = {
  name: 'exports',
  commands: [prepareExportHandler],
  keepHouse: forgetExports,
  routes: exportFileRoute,
}
