import type { ServerModule } from '../../../server/registry.ts'
import { pipeline, script, stage, stepKind } from '../pipeline.entity.ts'
import { createDefaultPipelines } from './create-defaults.ts'

export const pipelinesServer: ServerModule = {
  name: 'pipelines',
  entities: [pipeline, stage, stepKind, script],
  onWorkspaceCreated: createDefaultPipelines,
}
