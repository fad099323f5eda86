import { Suspense, useDeferredValue, useEffect, useState } from 'react'
import { useQuestion } from '../../../../web/api/commands.ts'
import { usePrefetchQuestion } from '../../../../web/api/prefetch.ts'
import { preloaded } from '../../../../web/app/preloaded.tsx'
import { firstScreenShown, useFirstScreenShown } from '../../../../web/app/quiet.ts'
import { useScreen } from '../../../../web/app/routing.tsx'
import { PartFailure } from '../../../../web/shell/page-states.tsx'
import { PageTitle, PageTools } from '../../../../web/shell/page-title.tsx'
import { useT } from '../../../../web/text/i18n.ts'
import { useIsPhone } from '../../../../web/ui/use-media.ts'
import { stepCard } from '../../steps.questions.ts'
import { OwnerSwitch } from '../parts/owner-switch.tsx'
import { todayScreen } from '../screens.ts'
import { TodayDesk } from './today-desk.tsx'
import { type AnswerProblems, useTodayOutcome } from './today-outcome.ts'
import { TodayPhone } from './today-phone.tsx'
import { TodayWaiting } from './today-waiting.tsx'
import { type Today, useToday } from './use-today.ts'
import { useTodayKeys } from './use-today-keys.ts'

const cardTouches = ['step', 'lead', 'deal', 'contact', 'company', 'script', 'stage', 'pipeline'] as const
/** How many steps ahead are fetched, so that the next customer is there at once. */
const ahead = 2

/** The home of a manager: the queue of steps, the customer, what to say and ask, and the three endings. */
export function TodayPage() {
  const t = useT()
  const isPhone = useIsPhone()
  const { search, setSearch } = useScreen(todayScreen)
  const today = useToday({ owner: search.owner ?? 'me', kind: search.kind, ahead: search.ahead })
  return (
    <>
      <PageTitle title={t('steps.today.title')} />
      <PageTools>
        <OwnerSwitch value={search.owner} onChange={(owner) => setSearch({ owner })} />
      </PageTools>
      {today.today && !today.isLoading ? (
        <Loaded today={today} answer={today.today} />
      ) : today.error ? (
        <PartFailure error={today.error} onRetry={today.reload} />
      ) : (
        <TodayWaiting isPhone={isPhone} />
      )}
    </>
  )
}

function Loaded({ today, answer }: { today: Today; answer: Answer }) {
  const { search, setSearch } = useScreen(todayScreen)
  const [problems, setProblems] = useState<AnswerProblems>(new Map())
  const id = today.item?.step.id ?? null
  const { card, error } = useCard(id)
  const control = useTodayOutcome(today, card, (step, found) =>
    setProblems((all) => new Map(all).set(step, found)),
  )
  usePrefetchNext(today.queue.order, id)
  const keys = useTodayKeys(today, control)
  const View = useIsPhone() ? TodayPhone : TodayDesk
  return (
    <View
      today={today}
      answer={answer}
      card={card}
      cardError={error}
      control={control}
      keys={keys}
      problems={(id && problems.get(id)) || noProblems}
      kind={search.kind}
      onKind={(kind) => setSearch({ kind })}
      rest={<Rest answer={answer} />}
    />
  )
}

const AllDone = preloaded(async () => (await import('./all-done.tsx')).AllDone)
const FirstSteps = preloaded(async () => (await import('./first-steps.tsx')).FirstSteps)
// The queue comes to its end while somebody works: what is shown then is there already.
void firstScreenShown.then(AllDone.preload)

/** What stands in the place of a customer when the queue is empty. */
function Rest({ answer }: { answer: Answer }) {
  const { search, setSearch } = useScreen(todayScreen)
  return (
    <Suspense>
      {isFirstRun(answer, search.owner) ? (
        <FirstSteps />
      ) : (
        <AllDone
          today={answer}
          isFiltered={search.kind !== undefined}
          onClearFilter={() => setSearch({ kind: undefined })}
          onAhead={(day) => setSearch({ ahead: day })}
        />
      )}
    </Suspense>
  )
}

/** The card of a step. The row and the name are painted first; the card is looked up in the pass after. */
function useCard(id: string | null) {
  const cardId = useDeferredValue(id)
  const { data, error } = useQuestion(
    stepCard,
    { step: cardId ?? '' },
    // A step that has just been left may be closed by now and has nothing more to tell.
    { enabled: cardId !== null && cardId === id, touches: cardTouches },
  )
  return cardId === id ? { card: data ?? null, error } : { card: null, error: null }
}

type Answer = NonNullable<Today['today']>

const noProblems = {}

function isFirstRun({ next, counts, plan }: Answer, owner: string | undefined): boolean {
  return owner === undefined && next === null && counts.today === 0 && plan.month.done === 0
}

function usePrefetchNext(order: readonly string[], selected: string | null) {
  const prefetch = usePrefetchQuestion(stepCard, cardTouches)
  const place = selected === null ? -1 : order.indexOf(selected)
  const isTime = useFirstScreenShown() && place >= 0
  const wanted = isTime ? order.slice(place + 1, place + 1 + ahead).join(' ') : ''
  useEffect(() => {
    for (const step of wanted.split(' ').filter(Boolean)) void prefetch({ step })
  }, [wanted, prefetch])
}
