import { useCache } from '../../../web/api/cache.ts'
import { useCommand, useQuestion } from '../../../web/api/commands.ts'
import { recordPath, shownEntity } from '../../../web/app/registry.ts'
import { Link } from '../../../web/app/routing.tsx'
import { PagePending, PartFailure } from '../../../web/shell/page-states.tsx'
import { SettingsSection } from '../../../web/shell/settings-page.tsx'
import { tellFailure } from '../../../web/shell/undo.ts'
import { useT } from '../../../web/text/i18n.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Icon } from '../../../web/ui/icon.tsx'
import { PlainSelect } from '../../../web/ui/plain-select.tsx'
import { clearExceptions, followExceptions } from '../notice.commands.ts'
import css from './notifications.module.css'
import { type Following, useFollow, useFollowWords } from './use-follow.ts'

/** Records of which one is told otherwise than of the others; each may be told of as usual again, or all of them. */
export function FollowExceptions() {
  const t = useT()
  const { client } = useCache()
  const { data, isLoading, error, refetch } = useQuestion(followExceptions, {}, { touches: [] })
  const { run, isPending } = useCommand(clearExceptions, { touches: [] })
  const choose = useFollow()
  const words = useFollowWords()
  const items = data?.items ?? []

  async function clear() {
    try {
      await run({})
      await client.invalidateQueries({ queryKey: ['question', followExceptions.name] })
    } catch (failure) {
      tellFailure(failure)
    }
  }

  return (
    <SettingsSection
      title={t('notices.exceptions')}
      description={t(items.length > 0 ? 'notices.exceptionsAbout' : 'notices.noExceptions')}
    >
      {error && <PartFailure error={error} onRetry={() => void refetch()} />}
      {isLoading && <PagePending />}
      {items.length > 0 && (
        <>
          <ul className={css.exceptions}>
            {items.map(({ subject: { entity, id, title }, isFollowing, wants }) => {
              const shown = shownEntity(entity)
              return (
                <li key={id}>
                  {shown && <Icon name={shown.icon} size={14} />}
                  <Link to={recordPath(entity, id) ?? '/'} className={css.exception}>
                    {title}
                  </Link>
                  <PlainSelect<Following>
                    aria-label={t('notices.wantsOf', { title })}
                    value={isFollowing ? wants : 'nothing'}
                    options={words(entity)}
                    onChange={(next) => void choose(entity, id, next)}
                  />
                </li>
              )
            })}
          </ul>
          <div>
            <Button icon="undo" loading={isPending} onClick={() => void clear()}>
              {t('notices.clearExceptions')}
            </Button>
          </div>
        </>
      )}
    </SettingsSection>
  )
}
