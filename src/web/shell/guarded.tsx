import type { AsyncRouteComponent } from '@tanstack/react-router'
import { useCan } from '../api/session.ts'
import { useT } from '../text/i18n.ts'
import { EmptyState } from '../ui/small.tsx'
import { PageTitle } from './page-title.tsx'

type Page = AsyncRouteComponent<object>

/** Shows a page only to those who have the right; others are told that they have not. */
export function guarded(Content: Page, needs: string | undefined): Page {
  if (!needs) return Content
  function Guarded() {
    return useCan(needs) ? <Content /> : <NoAccess />
  }
  return Object.assign(Guarded, { preload: Content.preload })
}

/** Says which way leads on when a right is missing. */
export function NoAccess() {
  const t = useT()
  return (
    <>
      <PageTitle title={t('shell.noAccess')} />
      <EmptyState title={t('shell.noAccess')} description={t('shell.noAccessHelp')} />
    </>
  )
}
