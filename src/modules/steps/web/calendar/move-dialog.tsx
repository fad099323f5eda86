import { lazy, Suspense } from 'react'
import { useT } from '../../../../web/text/i18n.ts'
import { Modal } from '../../../../web/ui/overlays.tsx'
import { Skeleton } from '../../../../web/ui/small.tsx'
import { useMomentWords } from '../parts/moment-words.ts'
import type { CalendarStep } from './calendar-step.tsx'

const MomentCalendar = lazy(() =>
  import('../../../../web/ui/moment-calendar.tsx').then((part) => ({ default: part.MomentCalendar })),
)

/** Chooses another moment for a step; does what dragging does. */
export function MoveDialog({
  step,
  onClose,
  onPick,
}: {
  step: CalendarStep
  onClose: () => void
  onPick: (dueAt: string) => void
}) {
  const t = useT()
  const words = useMomentWords()
  return (
    <Modal opened onClose={onClose} size="small" title={`${t('steps.calendar.move')} ${step.record.title}`}>
      <Suspense fallback={<Skeleton height={280} />}>
        <MomentCalendar value={step.dueAt} words={words} onPick={onPick} />
      </Suspense>
    </Modal>
  )
}
