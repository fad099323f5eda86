import { useRef } from 'react'
import { useCache } from '../../../web/api/cache.ts'
import { useCommand } from '../../../web/api/commands.ts'
import { usePagedQuestion } from '../../../web/api/paged-question.ts'
import { useGo, useScreen } from '../../../web/app/routing.tsx'
import { useActions } from '../../../web/shell/actions/registry.ts'
import { PagePending, PartFailure } from '../../../web/shell/page-states.tsx'
import { PageTitle, PageTools } from '../../../web/shell/page-title.tsx'
import { tellFailure } from '../../../web/shell/undo.ts'
import { useT } from '../../../web/text/i18n.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Choice } from '../../../web/ui/choice.tsx'
import { EmptyState } from '../../../web/ui/small.tsx'
import { useIsPhone } from '../../../web/ui/use-media.ts'
import { notifications, readNotifications, unreadNotifications } from '../notice.commands.ts'
import { type Notice, NoticeRow, pathOf } from './notice-row.tsx'
import css from './notifications.module.css'
import { notificationsScreen } from './screens.ts'

/** What one has been told of, newest first. */
export function NotificationsPage() {
  const t = useT()
  const go = useGo()
  const isPhone = useIsPhone()
  const list = useRef<HTMLUListElement>(null)
  const { search } = useScreen(notificationsScreen)
  const { items, titles, isLoading, error, hasMore, isLoadingMore, loadMore, reload } = useNotices(
    search.unread === true,
  )
  const mark = useMark()
  const hasUnread = items.some(({ isRead }) => !isRead)

  const rows = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-notice]') ?? [])]
  const current = () => items[rows().indexOf(document.activeElement as HTMLElement)]
  function move(by: number) {
    const all = rows()
    const at = all.indexOf(document.activeElement as HTMLElement)
    all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]?.focus()
  }
  function open(notice: Notice) {
    if (!notice.isRead) void mark([notice.id], true)
    const to = pathOf(notice)
    if (to) go({ to })
  }
  function turn() {
    const one = current()
    if (one) void mark([one.id], !one.isRead)
  }

  useActions('list', [
    {
      id: 'notices.down',
      titleKey: 'records.keys.down',
      keys: ['ArrowDown', 'j'],
      keyOnly: true,
      perform: () => move(1),
    },
    {
      id: 'notices.up',
      titleKey: 'records.keys.up',
      keys: ['ArrowUp', 'k'],
      keyOnly: true,
      perform: () => move(-1),
    },
    { id: 'notices.turn', titleKey: 'notices.markRead', keys: 'u', keyOnly: true, perform: turn },
    {
      id: 'notices.readAll',
      titleKey: 'notices.readAll',
      icon: 'check',
      keys: 'Shift+u',
      visible: hasUnread,
      perform: () => void mark(null, true),
    },
  ])

  return (
    <div className={css.page}>
      <PageTitle title={t('notices.title')} />
      <PageTools>
        {!isPhone && (
          <Button icon="settings" variant="subtle" onClick={() => go({ to: '/settings/notifications' })}>
            {t('notices.settings')}
          </Button>
        )}
      </PageTools>
      <div className={css.bar}>
        <Choice
          name="notices-shown"
          label={t('notices.title')}
          hiddenLabel
          value={search.unread ? 'unread' : 'all'}
          onChange={(shown) =>
            go({ to: '/notifications', search: { unread: shown === 'unread' || undefined }, replace: true })
          }
          options={[
            { value: 'all', label: t('notices.all') },
            { value: 'unread', label: t('notices.onlyUnread') },
          ]}
        />
        {hasUnread && (
          <Button icon="check" keys="Shift+u" onClick={() => void mark(null, true)}>
            {t('notices.readAll')}
          </Button>
        )}
      </div>
      {error && <PartFailure error={error} onRetry={reload} />}
      {isLoading && <PagePending />}
      {!isLoading && !error && items.length === 0 && !hasMore && (
        <EmptyState title={t('notices.empty')} description={t('notices.emptyAbout')} />
      )}
      {items.length > 0 && (
        <>
          <ul ref={list} className={css.list}>
            {items.map((notice) => (
              <NoticeRow
                key={notice.id}
                notice={notice}
                titles={titles}
                onOpen={() => open(notice)}
                onMark={() => void mark([notice.id], !notice.isRead)}
              />
            ))}
          </ul>
          {!isPhone && <p className={css.hint}>{t('notices.hint')}</p>}
        </>
      )}
      {hasMore && (
        <Button loading={isLoadingMore} onClick={loadMore}>
          {t('notices.more')}
        </Button>
      )}
    </div>
  )
}

function useNotices(unread: boolean) {
  const paged = usePagedQuestion(notifications, unread ? { unread: 'true' } : {}, {
    cursor: 'cursor',
    isOwn: true,
    page: ({ items, titles, nextCursor }) => ({
      items: items.map((notice) => ({ notice, titles })),
      next: nextCursor,
    }),
  })
  return {
    ...paged,
    items: paged.items.map(({ notice }) => notice),
    titles: Object.assign({}, ...paged.items.map(({ titles }) => titles)) as Record<string, string>,
  }
}

function useMark() {
  const { client } = useCache()
  const { run } = useCommand(readNotifications, { touches: [] })
  return async (ids: string[] | null, isRead: boolean) => {
    try {
      await run(ids ? { ids, isRead } : { isRead })
      for (const { name } of [notifications, unreadNotifications])
        void client.invalidateQueries({ queryKey: ['question', name] })
    } catch (error) {
      tellFailure(error)
    }
  }
}
