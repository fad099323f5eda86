import type { Titles } from '../../../api/shapes.ts'
import { useFieldWords } from '../../../fields/field-words.ts'
import { useT } from '../../../text/i18n.ts'
import { useFormat } from '../../../text/use-format.ts'
import { Badge, type Tone } from '../../../ui/small.tsx'
import css from './timeline.module.css'
import type { TimelineItem } from './use-timeline.ts'

const outcomeTones: Record<string, Tone> = { result: 'success', postponed: 'warning', refused: 'danger' }

/** What step it was and how it ended: `Call · Send the sample · Postponed`. */
export function Outcome({ item, titles }: { item: TimelineItem; titles: Titles }) {
  const t = useT()
  const { data, subject } = item
  const outcome = textOf(data.outcome)
  const kind = titles[String(data.kind)] ?? t('records.timeline.step')
  return (
    <>
      {subject.title ? `${kind} · ${subject.title}` : kind}
      {outcome && (
        <Badge tone={outcomeTones[outcome] ?? 'neutral'}>{t.dyn(`choices.step.outcome.${outcome}`)}</Badge>
      )}
    </>
  )
}

/** Why a step ended as it did and what was learnt by it, line by line. */
export function ToldRows({ data }: { data: TimelineItem['data'] }) {
  const t = useT()
  const rows = [
    { name: t.dyn('fields.step.reason'), text: textOf(data.reason) },
    { name: t.dyn('fields.step.changedOffer'), text: textOf(data.changedOffer) },
    ...learntOf(data).map(({ question, answer }) => ({ name: question, text: answer })),
  ]
  return rows.map(
    ({ name, text }) =>
      text && (
        <div key={name} className={css.change}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ),
  )
}

/** The step agreed on: what, when, and who when it is not the one who agreed. */
export function PlannedRow({ step, actor, titles }: { step: unknown; actor: string | null; titles: Titles }) {
  const t = useT()
  const format = useFormat()
  const words = useFieldWords()
  // Written by the verbs of steps; those of older versions told less.
  const { kind, dueAt, title, owner } = (step ?? {}) as Record<string, unknown>
  const due = textOf(dueAt)
  if (!due) return null
  const parts = [
    titles[String(kind)] ?? words.one('step'),
    textOf(title),
    owner === actor ? null : titles[String(owner)],
  ]
  return (
    <div className={css.change}>
      <dt>{t.dyn('fields.step.followedBy')}</dt>
      <dd>
        <span>
          {parts.filter(Boolean).join(' · ')}
          {' · '}
          <time dateTime={due} title={format.momentLong(due)}>
            {format.due(due)}
          </time>
        </span>
      </dd>
    </div>
  )
}

/** New answers to the script, under their questions. */
function learntOf(data: TimelineItem['data']): { question: string; answer: string }[] {
  return Array.isArray(data.learnt) ? data.learnt : []
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
