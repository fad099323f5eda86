import { type KeyboardEvent, type RefObject, useId, useState } from 'react'
import { mentionable } from '../../../kernel/commands/mentions.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { foldText } from '../../../kernel/queries/fold-text.ts'
import { withIds } from '../../../kernel/text/mentions.ts'
import { useQuestion } from '../../api/commands.ts'

/** A colleague who can be spoken to. */
export interface Colleague {
  id: string
  name: string
  /** He may see the record; otherwise he is told nothing of the note. */
  mayRead: boolean
}

/** Where the caret stands behind `@` and the beginning of a name, which may be of two words. */
const asked = /(?:^|[\s(«"])@([\p{L}\p{N}'’.-]*(?: [\p{L}\p{N}'’.-]*)?)$/u

export interface MentionsOptions {
  entity: Entity
  record: string
  text: string
  setText: (text: string) => void
  field: RefObject<HTMLTextAreaElement | null>
}

/** A list of colleagues under a text as `@` is typed in it. The text shows names; `written` has ids in their place. */
export function useMentions({ entity, record, text, setText, field }: MentionsOptions) {
  const listId = useId()
  const [query, setQuery] = useState<string | null>(null)
  const [at, setAt] = useState(0)
  const [chosen, setChosen] = useState<readonly Colleague[]>([])
  const { data, isPlaceholderData } = useQuestion(
    mentionable,
    { entity: entity.name, record, ...(query ? { q: query } : {}) },
    { enabled: query !== null, touches: [], keepFormer: true },
  )
  // Until the answer to what is typed comes, the former one serves as far as it fits.
  const people: readonly Colleague[] =
    query === null ? [] : (data?.items ?? []).filter(({ name }) => beginsWord(name, query))
  const isOpen = query !== null && data !== undefined && (people.length > 0 || !query.includes(' '))
  const mentioned = chosen.filter(({ name }) => text.includes(`@${name}`))

  /** Looks at what stands before the caret. */
  function look() {
    const { value, selectionStart } = field.current ?? { value: '', selectionStart: 0 }
    setQuery(asked.exec(value.slice(0, selectionStart))?.[1] ?? null)
    setAt(0)
  }

  function pick(person: Colleague) {
    const caret = field.current?.selectionStart ?? text.length
    const before = text.slice(0, caret).replace(/@[^@]*$/, `@${person.name} `)
    setText(before + text.slice(caret))
    setChosen((all) => [...all.filter(({ id }) => id !== person.id), person])
    setQuery(null)
    requestAnimationFrame(() => field.current?.setSelectionRange(before.length, before.length))
    field.current?.focus()
  }

  /** True: the key was for the list. */
  function onKey(event: KeyboardEvent): boolean {
    if (!isOpen || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return false
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
    const move = moves[event.key]
    if (move !== undefined && people.length > 0) setAt((at + move + people.length) % people.length)
    else if (event.key === 'Escape') setQuery(null)
    else if ((event.key === 'Enter' || event.key === 'Tab') && (people[at] || isPlaceholderData)) {
      if (people[at]) pick(people[at])
    } else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }

  return {
    listId,
    isOpen,
    people,
    at: Math.min(at, Math.max(0, people.length - 1)),
    look,
    close: () => setQuery(null),
    pick,
    onKey,
    /** Those spoken to who will neither see the note nor hear of it. */
    unseen: mentioned.filter(({ mayRead }) => !mayRead),
    written: () => withIds(text, mentioned),
    forget: () => setChosen([]),
  }
}

function beginsWord(name: string, beginning: string): boolean {
  return ` ${foldText(name)}`.includes(` ${foldText(beginning)}`)
}
