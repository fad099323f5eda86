import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useEffectEvent, useState } from 'react'
import type { z } from 'zod'
import { findDuplicates } from '../../../kernel/commands/find-duplicates.ts'
import { api } from '../../api/client.ts'
import { useQuestion } from '../../api/commands.ts'
import { allNouns, recordPath } from '../../app/registry.ts'
import { Link } from '../../app/routing.tsx'
import { useFieldWords } from '../../fields/field-words.ts'
import { useT } from '../../text/i18n.ts'
import { Icon } from '../../ui/icon.tsx'
import { likenessWords } from '../likeness-words.ts'
import type { RecordScreens } from '../screens.ts'
import css from './create-dialog.module.css'

export interface SameRecordsProps {
  screens: RecordScreens
  values: Readonly<Record<string, unknown>>
  /** A company named by the pasted line that may be in the base already. */
  companyName: string | null
  /** What the server refused the record for. */
  refused: readonly Likeness[] | null
  onCompany: (id: string, name: string) => void
  onLeave: () => void
}

type Likeness = z.output<typeof findDuplicates.output>['items'][number]

/** Says while the form is filled in what the record looks like, and why. */
export function SameRecords({ screens, values, companyName, refused, onCompany, onLeave }: SameRecordsProps) {
  const t = useT()
  const words = useFieldWords()
  const asTyped = useSame(screens, values)
  useKnownCompany(screens, companyName, onCompany)
  const found = refused ?? asTyped
  if (found.length === 0) return null
  return (
    <div className={css.same} role={refused ? 'alert' : 'status'}>
      <Icon name="warning" size={14} />
      <div>
        {refused && <p>{t('records.same.refused')}</p>}
        {found.slice(0, mostShown).map(({ entity, id, title, reasons }) => (
          <p key={id}>
            {t.dyn(`records.same.${entity}`, {}, t('records.same.other', { noun: words.one(entity) }))}:{' '}
            <Link to={recordPath(entity, id) ?? '/'} onClick={onLeave}>
              {title}
            </Link>{' '}
            <span className={css.why}>({likenessWords(t, reasons)})</span>
          </p>
        ))}
      </div>
    </div>
  )
}

/** What a refusal names, or null when it was refused for another reason, such as a name taken. */
export function likenessesIn({ candidates }: Record<string, unknown>): readonly Likeness[] | null {
  // The server makes the list by the very definition of the question.
  return Array.isArray(candidates) ? (candidates as Likeness[]) : null
}

const mostShown = 3
/** Typing pauses this long before the server is asked. */
const pause = 250

function useSame(
  { entity, create: { same } }: RecordScreens,
  values: SameRecordsProps['values'],
): readonly Likeness[] {
  const given = Object.fromEntries(
    (same ?? []).flatMap((name) => (typeof values[name] === 'string' ? [[name, values[name]]] : [])),
  )
  const text = JSON.stringify(given)
  const settled = useSettled(text, pause)
  const isAsked = same !== undefined && settled !== '{}'
  const { data } = useQuestion(
    findDuplicates,
    { entity: entity.name, values: settled },
    { enabled: isAsked, touches: [], keepFormer: true },
  )
  return isAsked && text !== '{}' ? (data?.items ?? []) : []
}

/** A value once it has stayed the same for a while. */
function useSettled(value: string, milliseconds: number): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return settled
}

/** A company named by the line that exists under exactly this name is chosen instead of being added again. */
function useKnownCompany(
  { entity, create: { fromLine } }: RecordScreens,
  companyName: string | null,
  onCompany: SameRecordsProps['onCompany'],
) {
  const noun = fromLine?.company
    ? allNouns().find(entity.fields[fromLine.company]?.options.to ?? '')
    : undefined
  const name = useDeferredValue(companyName)
  const { data } = useQuery({
    queryKey: ['known company', noun?.name, name],
    enabled: noun !== undefined && name !== null,
    queryFn: async ({ signal }) => {
      if (!noun || name === null) return null
      const { items } = await api.list(
        noun,
        { filter: { field: noun.title, op: 'eq', value: name }, limit: 1 },
        signal,
      )
      const [row] = items
      return row ? { id: row.id, title: String(row[noun.title] ?? '') } : null
    },
  })
  const choose = useEffectEvent(onCompany)
  const isCurrent = name === companyName
  useEffect(() => {
    if (data && isCurrent && companyName !== null) choose(data.id, data.title)
  }, [data, isCurrent, companyName])
}
