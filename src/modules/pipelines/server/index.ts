import type { ServerModule } from '../../../server/registry.ts'
import { pipeline, script, stage, stepKind } from '../pipeline.entity.ts'
import { createDefaultPipelines } from './create-defaults.ts'
import { reorderHandler } from './reorder.ts'

export const pipelinesServer: ServerModule = {
  name: 'pipelines',
  entities: [pipeline, stage, stepKind, script],
  commands: [reorderHandler],
  onWorkspaceCreated: createDefaultPipelines,
}
