import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useEffectEvent } from 'react'
import { api } from '../../api/client.ts'
import { allNouns } from '../../app/registry.ts'
import { Link } from '../../app/routing.tsx'
import { useFieldWords } from '../../fields/field-words.ts'
import { useT } from '../../text/i18n.ts'
import { Icon } from '../../ui/icon.tsx'
import type { RecordScreens } from '../screens.ts'
import css from './create-dialog.module.css'

export interface SameRecordsProps {
  screens: RecordScreens
  values: Readonly<Record<string, unknown>>
  /** A company named by the pasted line that may be in the base already. */
  companyName: string | null
  onCompany: (id: string, name: string) => void
  onLeave: () => void
}

interface Found {
  entity: string
  table: string
  id: string
  title: string
}

/** Says while the form is filled in that there seems to be such a record already. */
export function SameRecords({ screens, values, companyName, onCompany, onLeave }: SameRecordsProps) {
  const t = useT()
  const words = useFieldWords()
  const found = useSame(screens, values)
  useKnownCompany(screens, companyName, onCompany)
  if (found.length === 0) return null
  return (
    <p className={css.same} role="status">
      <Icon name="warning" size={14} />
      <span>
        {found.map(({ entity, table, id, title }, index) => (
          <span key={id}>
            {index > 0 && ', '}
            {t.dyn(`records.same.${entity}`, {}, t('records.same.other', { noun: words.one(entity) }))}:{' '}
            <Link to={`/${table}/${id}`} onClick={onLeave}>
              {title}
            </Link>
          </span>
        ))}
      </span>
    </p>
  )
}

function useSame({ create: { same } }: RecordScreens, values: SameRecordsProps['values']): readonly Found[] {
  const given = (same?.by ?? []).flatMap((name) =>
    typeof values[name] === 'string' ? [[name, values[name]] as const] : [],
  )
  const wanted = useDeferredValue(JSON.stringify(given))
  const { data } = useQuery({
    queryKey: ['same', same?.entities, wanted],
    enabled: given.length > 0,
    queryFn: async ({ signal }): Promise<Found[]> => {
      const terms = (JSON.parse(wanted) as [string, string][]).map(([field, value]) => ({
        field,
        op: 'eq',
        value,
      }))
      const nouns = (same?.entities ?? []).flatMap((name) => allNouns().find(name) ?? [])
      const pages = await Promise.all(
        nouns.map(async (noun) => {
          const fitting = terms.filter(({ field }) => Object.hasOwn(noun.fields, field))
          const { items } = await api.list(noun, { filter: { any: fitting }, limit: 3 }, signal)
          return items.map((row) => ({
            entity: noun.name,
            table: noun.table,
            id: row.id,
            title: String(row[noun.title] ?? ''),
          }))
        }),
      )
      return pages.flat()
    },
  })
  return given.length > 0 ? (data ?? []) : []
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
