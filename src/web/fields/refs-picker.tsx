import { type KeyboardEventHandler, lazy, type ReactNode, Suspense, useState } from 'react'
import { useCreate } from '../api/records.ts'
import { useCan } from '../api/session.ts'
import type { Titles } from '../api/shapes.ts'
import { allNouns } from '../app/registry.ts'
import { tellFailure } from '../shell/undo.ts'
import { useT } from '../text/i18n.ts'
import { MultiSelect } from '../ui/multi-select.tsx'
import { Skeleton } from '../ui/small.tsx'
import { useFieldWords } from './field-words.ts'
import { isVocabulary, useWords } from './use-words.ts'

export interface RefsPickerProps {
  /** Name of the noun to choose from. */
  to: string
  value: readonly string[]
  titles: Titles
  onChange: (ids: string[], titles: Titles) => void
  /** A name that is not there can be added. */
  mayCreate?: boolean
  label?: ReactNode
  'aria-label'?: string
  error?: ReactNode
  required?: boolean
  autoFocus?: boolean
  unfolded?: boolean
  onKeyDown?: KeyboardEventHandler<HTMLElement>
}

const createValue = ' create'
const mostShown = 50

const LinksPicker = lazy(async () => ({ default: (await import('./links-picker.tsx')).LinksPicker }))

/** A choice of several records, found by typing. */
export function RefsPicker(props: RefsPickerProps) {
  if (isVocabulary(props.to)) return <WordsPicker {...props} />
  return (
    <Suspense fallback={<Skeleton height={36} />}>
      <LinksPicker {...props} />
    </Suspense>
  )
}

/** The same of a vocabulary. What is not there can be added by its name. */
function WordsPicker({ to, value, titles, onChange, mayCreate = false, ...rest }: RefsPickerProps) {
  const t = useT()
  const nouns = useFieldWords()
  const noun = allNouns().entity(to)
  const words = useWords(to)
  const { create } = useCreate(noun)
  const mayAdd = useCan(`${noun.rightsObject}:create`) && mayCreate
  const [typed, setTyped] = useState('')
  const [added, setAdded] = useState<Titles>({})
  const search = typed.trim()
  const nameOf = (id: string) => words.get(id)?.name ?? added[id] ?? titles[id] ?? t('values.unknownRecord')
  const open = [...words.values()].filter(({ id, isArchived }) => !isArchived && !value.includes(id))
  const found = open.filter(({ name }) => fold(name).includes(fold(search))).slice(0, mostShown)
  const isThere = [...words.values()].some(({ name }) => fold(name) === fold(search))
  const named = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, nameOf(id)]))

  async function add() {
    try {
      const { item } = await create({ [noun.title]: search })
      setAdded((former) => ({ ...former, [item.id]: search }))
      onChange([...value, item.id], { ...named(value), [item.id]: search })
    } catch (error) {
      tellFailure(error)
    }
  }

  return (
    <MultiSelect
      {...rest}
      value={[...value]}
      options={[
        ...value.map((id) => ({ value: id, label: nameOf(id) })),
        ...found.map(({ id, name }) => ({ value: id, label: name })),
        ...(mayAdd && search !== '' && !isThere
          ? [{ value: createValue, label: t('records.createNamed', { noun: nouns.one(to), name: search }) }]
          : []),
      ]}
      onSearch={setTyped}
      onChange={(ids) => {
        if (ids.includes(createValue)) void add()
        else onChange(ids, named(ids))
      }}
    />
  )
}

const fold = (text: string) => text.toLowerCase().replaceAll('ё', 'е')
