/**
 * What a person is told of, what concerns him most first: of several things one act did to a record he is told the
 * first.
 */
export const noticeKinds = [
  'mentioned',
  'assigned',
  'stepGiven',
  'followedClosed',
  'followedStage',
  'followedOwner',
  'followedNote',
  'importFinished',
  'exportReady',
  'webhookOff',
  'viewedMany',
] as const

export type NoticeKind = (typeof noticeKinds)[number]

/** Days for which a notification is kept. */
export const noticeDays = 90

/** Most unread ones that are counted. */
export const mostUnread = 99

/** Kinds that are about the person himself and not about a record. */
export const ownKinds: readonly NoticeKind[] = ['importFinished', 'exportReady', 'webhookOff']
