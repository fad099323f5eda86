import { useState } from 'react'
import { useCreate } from '../api/records.ts'
import { useCan } from '../api/session.ts'
import type { Titles } from '../api/shapes.ts'
import { allNouns } from '../app/registry.ts'
import { tellFailure } from '../shell/undo.ts'
import { useT } from '../text/i18n.ts'
import { MultiSelect } from '../ui/multi-select.tsx'
import { useFieldWords } from './field-words.ts'
import type { RefsPickerProps } from './refs-picker.tsx'
import { useWords } from './use-words.ts'

const createValue = ' create'
const mostShown = 50

/** A choice of several records of a vocabulary, found by typing. What is not there can be added by its name. */
export function WordsPicker({ to, value, titles, onChange, mayCreate = false, ...rest }: RefsPickerProps) {
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
  const found = open
    .filter(({ name }) => fold(name).includes(fold(search)))
    .sort((one, other) => distance(one.name, search) - distance(other.name, search))
    .slice(0, mostShown)
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

/** The word itself comes before those that begin with it, and those before the rest. */
function distance(word: string, typed: string): number {
  if (fold(word) === fold(typed)) return 0
  return fold(word).startsWith(fold(typed)) ? 1 : 2
}

const fold = (text: string) => text.toLowerCase().replaceAll('ё', 'е')
