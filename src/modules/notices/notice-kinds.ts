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

/** Kinds that come of following a record. */
const followedKinds = ['followedClosed', 'followedStage', 'followedOwner', 'followedNote'] as const

/** What a person wants to be told of a record he follows: what his settings say (`usual`), or something else. */
export const followWants = ['usual', 'everything', 'course', 'notes'] as const

export type FollowWants = (typeof followWants)[number]

/** The kinds that are told of a record whatever the settings say; all others are not. */
export const kindsWanted: Readonly<Record<Exclude<FollowWants, 'usual'>, readonly NoticeKind[]>> = {
  everything: followedKinds,
  course: ['followedClosed', 'followedStage', 'followedOwner'],
  notes: ['followedNote'],
}

/** Kinds that are about the person himself and not about a record. */
export const ownKinds: readonly NoticeKind[] = ['importFinished', 'exportReady', 'webhookOff']
