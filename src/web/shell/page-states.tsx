import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { Component, type ReactNode } from 'react'
import { ApiError } from '../api/errors.ts'
import { useGo } from '../app/routing.tsx'
import { errorSentence } from '../text/errors.ts'
import { useT } from '../text/i18n.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState, ErrorBox, Skeleton } from '../ui/small.tsx'
import css from './page-states.module.css'
import { PageTitle, useHasHeader } from './page-title.tsx'

/** A page without the shell around it still has its main part. */
function Place({ children }: { children: ReactNode }) {
  return useHasHeader() ? children : <main className={css.bare}>{children}</main>
}

/** A page on its way. */
export function PagePending() {
  return (
    <div className={css.pending} aria-busy>
      <Skeleton width={220} height={20} />
      {['96%', '88%', '92%', '70%', '84%', '60%'].map((width) => (
        <Skeleton key={width} width={width} height={14} />
      ))}
    </div>
  )
}

/** A page that could not be shown. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  const t = useT()
  const router = useRouter()
  const { reset: forgetFailures } = useQueryErrorResetBoundary()
  return (
    <Place>
      <div className={css.failure}>
        <PageTitle title={t('shell.pageFailed')} hidden />
        <ErrorBox
          code={codeOf(error)}
          onRetry={() => {
            forgetFailures()
            reset()
            void router.invalidate()
          }}
        >
          {errorSentence(t, error)}
        </ErrorBox>
      </div>
    </Place>
  )
}

/** An address nothing lives at. */
export function NotFound() {
  const t = useT()
  const go = useGo()
  return (
    <>
      <PageTitle title={t('shell.notFound')} hidden />
      <EmptyState
        title={t('shell.notFound')}
        description={t('shell.notFoundHelp')}
        action={<Button onClick={() => go({ to: '/today' })}>{t('shell.toToday')}</Button>}
      />
    </>
  )
}

interface PartProps {
  children: ReactNode
  /** When it changes a failure is forgotten and the part is tried again. */
  resetKey?: string
}

/** Keeps the failure of one part of a page in that part. */
export class Part extends Component<PartProps, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override componentDidUpdate(before: PartProps) {
    if (before.resetKey !== this.props.resetKey && this.state.error !== null) this.setState({ error: null })
  }

  override render() {
    const { error } = this.state
    if (error === null) return this.props.children
    return <PartFailure error={error} onRetry={() => this.setState({ error: null })} />
  }
}

/** The failure of a request in the place of what it would have brought. */
export function PartFailure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useT()
  const { reset } = useQueryErrorResetBoundary()
  return (
    <ErrorBox
      code={codeOf(error)}
      onRetry={
        onRetry &&
        (() => {
          reset()
          onRetry()
        })
      }
    >
      {errorSentence(t, error)}
    </ErrorBox>
  )
}

function codeOf(error: unknown): string | undefined {
  return error instanceof ApiError ? (error.requestId ?? error.code) : undefined
}
