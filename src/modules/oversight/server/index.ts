import type { ServerModule } from '../../../server/registry.ts'
import { explainAnswer } from './explain-access.ts'
import { forgetViews } from './record-views.queries.ts'
import { createViewWatch } from './watch-views.ts'

/** What administrators have to know of rights: why somebody sees something, and who looks at unusually much. */
export const oversightServer: ServerModule = {
  name: 'oversight',
  queries: [explainAnswer],
  whenRead: createViewWatch(),
  keepHouse: forgetViews,
}
