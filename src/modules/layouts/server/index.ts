import type { ServerModule } from '../../../server/registry.ts'
import { countUpModel } from '../../fields/server/index.ts'
import { layout } from '../layout.entity.ts'
import { layoutHooks } from './layout-hooks.ts'
import { resetLayoutHandler, saveLayoutHandler } from './layout-verbs.ts'

export const layoutsServer: ServerModule = {
  name: 'layouts',
  entities: [layout],
  commands: [saveLayoutHandler, resetLayoutHandler],
  hooks: [layoutHooks],
  // Layouts are a part of the model, which every process and page reads anew when it has changed; undo changes it too.
  async whenActEnds(ctx) {
    if (ctx.events.some(({ entity }) => entity === layout.name)) await countUpModel(ctx)
  },
}
