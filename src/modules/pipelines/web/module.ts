import { defineWebModule } from '../../../web/app/web-module.ts'
import { pipeline, script, stage, stepKind } from '../pipeline.entity.ts'

/** Settings of the way leads and deals go: pipelines, kinds of step, scripts. */
export const pipelinesWeb = defineWebModule({
  name: 'pipelines',
  nouns: [pipeline, stage, stepKind, script],
  settings: [
    {
      id: 'pipelines',
      labelKey: 'pipelines.title',
      wordsKey: 'pipelines.words',
      icon: 'pipeline',
      group: 'work',
      order: 10,
      needs: 'settings:update',
      load: async () => (await import('./pipelines-page.tsx')).PipelinesPage,
    },
    {
      id: 'step-kinds',
      labelKey: 'pipelines.kinds.title',
      wordsKey: 'pipelines.kinds.words',
      icon: 'phone',
      group: 'work',
      order: 20,
      needs: 'settings:update',
      load: async () => (await import('./step-kinds-page.tsx')).StepKindsPage,
    },
    {
      id: 'scripts',
      labelKey: 'pipelines.scripts.title',
      wordsKey: 'pipelines.scripts.words',
      icon: 'script',
      group: 'work',
      order: 30,
      needs: 'settings:update',
      load: async () => (await import('./scripts-page.tsx')).ScriptsPage,
    },
  ],
})
