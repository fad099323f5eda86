import { useQuestion } from '../../../web/api/commands.ts'
import { Link } from '../../../web/app/routing.tsx'
import { useT } from '../../../web/text/i18n.ts'
import { Icon } from '../../../web/ui/icon.tsx'
import { Tooltip } from '../../../web/ui/tooltip.tsx'
import { unreadNotifications } from '../notice.commands.ts'
import { mostUnread } from '../notice-kinds.ts'
import css from './bell.module.css'

/** How many notifications wait, and the way to them. */
export function Bell() {
  const t = useT()
  const { data } = useQuestion(unreadNotifications, {}, { isOwn: true })
  const count = data?.count ?? 0
  const label = count > 0 ? t('notices.bellUnread', { count }) : t('notices.bell')
  return (
    <>
      <Tooltip label={label} keys="g n">
        <Link to="/notifications" className={css.bell} aria-label={label}>
          <Icon name="bell" />
          {count > 0 && (
            <span className={css.count} aria-hidden>
              {count >= mostUnread ? `${mostUnread}+` : count}
            </span>
          )}
        </Link>
      </Tooltip>
      <span role="status" className="visually-hidden">
        {count > 0 && t('notices.unread', { count })}
      </span>
    </>
  )
}
