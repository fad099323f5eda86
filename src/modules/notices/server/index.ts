import type { ServerModule } from '../../../server/registry.ts'
import { followAnswers, followHandlers } from './follow.ts'
import { forgetOldNotices } from './notices.queries.ts'
import { noticeAnswers, noticeHandlers } from './read-notices.ts'
import { tellOfAct } from './tell.ts'

/** Tells people what others have done that concerns them. */
export const noticesServer: ServerModule = {
  name: 'notices',
  commands: [...followHandlers, ...noticeHandlers],
  queries: [...followAnswers, ...noticeAnswers],
  whenActEnds: tellOfAct,
  keepHouse: forgetOldNotices,
}
