import { defineWebModule } from '../../../web/app/web-module.ts'
import { pipeline, script, stage, stepKind } from '../pipeline.entity.ts'

/** Settings of the way leads and deals go. */
export const pipelinesWeb = defineWebModule({
  name: 'pipelines',
  nouns: [pipeline, stage, stepKind, script],
})
