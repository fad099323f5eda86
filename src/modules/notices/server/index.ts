import type { ServerModule } from '../../../server/registry.ts'
import { followAnswers, followHandlers } from './follow.ts'
import { clearExceptionsHandler, exceptionsAnswer } from './follow-exceptions.ts'
import { forgetOldNotices } from './notices.queries.ts'
import { noticeAnswers, noticeHandlers } from './read-notices.ts'
import { tellOfAct } from './tell.ts'

/** Tells people what others have done that concerns them. */
export const noticesServer: ServerModule = {
  name: 'notices',
  commands: [...followHandlers, clearExceptionsHandler, ...noticeHandlers],
  queries: [...followAnswers, exceptionsAnswer, ...noticeAnswers],
  whenActEnds: tellOfAct,
  keepHouse: forgetOldNotices,
}
