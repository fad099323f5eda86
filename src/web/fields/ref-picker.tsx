import { type KeyboardEventHandler, type ReactNode, useDeferredValue, useState } from 'react'
import { f } from '../../kernel/fields/f.ts'
import type { Filter } from '../../kernel/queries/filter.ts'
import { useCreate, useRecords } from '../api/records.ts'
import { useCan } from '../api/session.ts'
import type { Row } from '../api/shapes.ts'
import { allNouns, recordScreens } from '../app/registry.ts'
import { tellFailure } from '../shell/undo.ts'
import { useT } from '../text/i18n.ts'
import { SearchSelect } from '../ui/search-select.tsx'
import { Avatar } from '../ui/small.tsx'
import { FieldValue } from './field-value.tsx'
import { useFieldWords } from './field-words.ts'

export interface RefPickerProps {
  /** Name of the noun to choose from. */
  to: string
  value: string | null
  /** Name of the record chosen now. */
  title?: string
  onChange: (id: string | null, title?: string) => void
  narrow?: Filter | null
  label?: ReactNode
  'aria-label'?: string
  error?: ReactNode
  required?: boolean
  autoFocus?: boolean
  unfolded?: boolean
  clearable?: boolean
  placeholder?: string
  onKeyDown?: KeyboardEventHandler<HTMLElement>
}

/** A choice of one record of a noun, found by typing. What is not found can be added where a name is enough. */
export function RefPicker({ to, value, title, onChange, narrow, ...rest }: RefPickerProps) {
  const noun = allNouns().entity(to)
  const t = useT()
  const words = useFieldWords()
  const [typed, setTyped] = useState('')
  const [isOpen, setOpen] = useState(rest.unfolded === true)
  const [picked, setPicked] = useState<{ id: string; title: string } | null>(null)
  const search = useDeferredValue(typed.trim())
  const sort = 'position' in noun.fields ? ['position'] : undefined
  const isSearched = Object.values(noun.fields).some((field) => field.search)
  const { rows, titles, isLoading, isStale } = useRecords(
    noun,
    {
      q: isSearched ? search : undefined,
      filter: narrow ?? undefined,
      limit: isSearched ? 20 : 200,
      ...(sort ? { sort } : {}),
    },
    { enabled: isOpen },
  )
  const creation = useCreateByName(to)
  const nameOf = (row: Row) => String(row[noun.title] ?? '')
  const shown = isSearched
    ? rows
    : rows.filter((row) => nameOf(row).toLowerCase().includes(search.toLowerCase()))
  const mayCreate =
    creation.isPossible &&
    search.length > 1 &&
    !shown.some((row) => nameOf(row).toLowerCase() === search.toLowerCase())

  function pick(id: string | null, name?: string) {
    setPicked(id && name !== undefined ? { id, title: name } : null)
    onChange(id, name)
  }

  return (
    <SearchSelect
      {...rest}
      value={value}
      title={value === null ? '' : ((picked?.id === value ? picked.title : title) ?? '')}
      onOpen={setOpen}
      onSearch={setTyped}
      loading={isLoading || isStale || search !== typed.trim()}
      leftSection={
        value !== null && to === 'user' ? <Avatar name={title ?? picked?.title ?? ''} size={20} /> : undefined
      }
      options={shown.map((row) => ({
        value: row.id,
        label: nameOf(row),
        description: <Tells to={to} row={row} titles={titles} />,
        leftSection: to === 'user' ? <Avatar name={nameOf(row)} size={20} /> : undefined,
      }))}
      onPick={(id) => pick(id, nameOf(rows.find((row) => row.id === id) ?? emptyRow))}
      onClear={() => pick(null)}
      create={
        mayCreate
          ? {
              label: t('records.createNamed', { noun: words.one(to), name: search }),
              onCreate: () => void creation.create(search).then((row) => row && pick(row.id, nameOf(row))),
            }
          : undefined
      }
    />
  )
}

const emptyRow: Row = { id: '', version: 0, createdAt: '', updatedAt: '' }

function Tells({ to, row, titles }: { to: string; row: Row; titles: Record<string, string> }) {
  const screens = recordScreens(to)
  const names = screens?.tells.filter((name) => row[name] !== null && row[name] !== undefined) ?? []
  if (!screens || names.length === 0) return null
  return names.slice(0, 2).map((name, index) => (
    <span key={name}>
      {index > 0 && ' · '}
      <FieldValue entity={screens.entity} name={name} value={row[name]} titles={titles} />
    </span>
  ))
}

/** Adds a record known by its name alone, where the noun asks for nothing else. */
function useCreateByName(to: string) {
  const noun = allNouns().entity(to)
  const { create } = useCreate(noun)
  const mayCreate = useCan(`${noun.rightsObject}:create`)
  const asksMore = Object.entries(noun.fields).some(
    ([name, field]) => field.required && name !== noun.title && field.default === undefined,
  )
  const isPossible =
    mayCreate &&
    !asksMore &&
    recordScreens(to) !== undefined &&
    noun.fields[noun.title]?.type === f.text().type
  return {
    isPossible,
    create: async (name: string): Promise<Row | null> => {
      try {
        return (await create({ [noun.title]: name })).item
      } catch (error) {
        tellFailure(error)
        return null
      }
    },
  }
}
