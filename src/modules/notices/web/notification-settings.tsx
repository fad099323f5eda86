import { useCache } from '../../../web/api/cache.ts'
import { useCommand, useQuestion } from '../../../web/api/commands.ts'
import { PagePending, PartFailure } from '../../../web/shell/page-states.tsx'
import { SettingsPageFrame, SettingsSection } from '../../../web/shell/settings-page.tsx'
import { tellFailure } from '../../../web/shell/undo.ts'
import { useT } from '../../../web/text/i18n.ts'
import { Switch } from '../../../web/ui/toggles.tsx'
import { chooseNotifications, notificationSettings } from '../notice.commands.ts'
import { type NoticeKind, noticeKinds } from '../notice-kinds.ts'
import { FollowExceptions } from './follow-exceptions.tsx'

/** Which kinds one is told of; each switch takes effect at once. */
export function NotificationSettings() {
  const t = useT()
  const cache = useCache()
  const { data, isLoading, error, refetch } = useQuestion(notificationSettings, {}, { touches: [] })
  const { run } = useCommand(chooseNotifications, {
    touches: [],
    scope: 'notification.choose',
    optimistic: ({ unwanted }) => cache.rewrite(notificationSettings.name, {}, () => ({ unwanted })),
  })

  function turn(kind: NoticeKind, isWanted: boolean) {
    const others = (data?.unwanted ?? []).filter((one) => one !== kind)
    run({ unwanted: isWanted ? others : [...others, kind] }).catch(tellFailure)
  }

  return (
    <SettingsPageFrame title={t('notices.settingsTitle')} description={t('notices.settingsAbout')}>
      {error && <PartFailure error={error} onRetry={() => void refetch()} />}
      {isLoading && <PagePending />}
      {data && (
        <>
          <SettingsSection title={t('notices.settings')}>
            {noticeKinds.map((kind) => (
              <Switch
                key={kind}
                label={t(`notices.kinds.${kind}`)}
                checked={!data.unwanted.includes(kind)}
                onChange={(isWanted) => turn(kind, isWanted)}
              />
            ))}
          </SettingsSection>
          <FollowExceptions />
        </>
      )}
    </SettingsPageFrame>
  )
}
