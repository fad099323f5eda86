import { useEffect } from 'react'
import { isRefusal } from '../../../../web/api/errors.ts'
import { useRecord } from '../../../../web/api/records.ts'
import { recordPath } from '../../../../web/app/registry.ts'
import { useGo, useScreen } from '../../../../web/app/routing.tsx'
import { NotFound, PagePending, PartFailure } from '../../../../web/shell/page-states.tsx'
import { step } from '../../step.entity.ts'
import { stepScreen } from '../screens.ts'

/** A step is read on the page of its lead or deal: its address leads there. */
export function StepPage() {
  const { id } = useScreen(stepScreen).params
  const go = useGo()
  const { data, error, refetch } = useRecord(step, id)
  const lead = data?.item.lead
  const deal = data?.item.deal
  const path =
    typeof lead === 'string'
      ? recordPath('lead', lead)
      : typeof deal === 'string'
        ? recordPath('deal', deal)
        : null

  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the place is known
  useEffect(() => {
    if (path) go({ to: path, replace: true })
  }, [path])

  if (isRefusal(error, 'record.not-found') || (data && !path)) return <NotFound />
  if (error) return <PartFailure error={error} onRetry={() => void refetch()} />
  return <PagePending />
}
