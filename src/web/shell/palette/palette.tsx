import { Fragment, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { errorSentence } from '../../text/errors.ts'
import { useT } from '../../text/i18n.ts'
import { Icon } from '../../ui/icon.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { CommandDialog } from '../../ui/overlays.tsx'
import { type Entry, type EntryGroup, useEntries } from './entries.ts'
import { Marked } from './marked.tsx'
import css from './palette.module.css'

/** The command menu: finds records, actions and settings by a few letters. */
export function Palette({ start, onClose }: { start: string; onClose: () => void }) {
  const t = useT()
  const listId = useId()
  const [text, setText] = useState(start)
  const [chosen, setChosen] = useState(0)
  const { groups, error } = useEntries(text)
  const entries = groups.flatMap((group) => group.entries)
  const index = Math.min(chosen, entries.length - 1)

  function type(next: string) {
    setText(next)
    setChosen(0)
  }

  function perform(entry: Entry | undefined) {
    if (!entry) return
    if (entry.text !== undefined) return type(entry.text)
    onClose()
    // After the focus has gone back, so that what the action focuses keeps it.
    setTimeout(entry.perform, 0)
  }

  function onKeyDown(event: KeyboardEvent) {
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
    const move = moves[event.key]
    if (move !== undefined && entries.length > 0) {
      event.preventDefault()
      setChosen((index + move + entries.length) % entries.length)
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      perform(entries[index])
    }
  }

  return (
    <CommandDialog onClose={onClose} label={t('shell.commandMenu')}>
      <SearchField
        listId={listId}
        activeId={entries[index] ? `${listId}-${index}` : undefined}
        text={text}
        onKeyDown={onKeyDown}
        onText={type}
      />
      <Results id={listId} groups={groups} index={index} onPoint={setChosen} onPerform={perform} />
      {entries.length === 0 && (
        <p className={css.empty}>{error ? errorSentence(t, error) : t('palette.empty', { text })}</p>
      )}
      <p className={css.hint}>{t('palette.hint')}</p>
      <span role="status" className="visually-hidden">
        {text && t('palette.count', { count: entries.length })}
      </span>
    </CommandDialog>
  )
}

interface SearchFieldProps {
  listId: string
  activeId: string | undefined
  text: string
  onText: (text: string) => void
  onKeyDown: (event: KeyboardEvent) => void
}

function SearchField({ listId, activeId, text, onText, onKeyDown }: SearchFieldProps) {
  const t = useT()
  return (
    <div className={css.search}>
      <Icon name="search" />
      <input
        ref={focusNow}
        className={css.input}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={activeId}
        aria-autocomplete="list"
        aria-label={t('palette.placeholder')}
        placeholder={t('palette.placeholder')}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Kbd keys="Escape" />
    </div>
  )
}

/** At once, so that letters typed right after the key are not lost. */
const focusNow = (field: HTMLInputElement | null) => field?.focus()

interface ResultsProps {
  id: string
  groups: readonly EntryGroup[]
  index: number
  onPoint: (index: number) => void
  onPerform: (entry: Entry) => void
}

function Results({ id, groups, index, onPoint, onPerform }: ResultsProps) {
  const t = useT()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector(`[id="${id}-${index}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [id, index])

  let count = 0
  return (
    <div id={id} ref={list} role="listbox" aria-label={t('shell.commandMenu')} className={css.list}>
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options has no element of its own
        <div key={group.heading} role="group" aria-label={group.heading}>
          <div className={css.heading} aria-hidden>
            {group.heading}
          </div>
          {group.entries.map((entry) => {
            const place = count++
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field above has the focus and the keys
              <div
                key={entry.id}
                id={`${id}-${place}`}
                role="option"
                aria-selected={place === index}
                className={css.entry}
                onMouseMove={() => onPoint(place)}
                onClick={() => onPerform(entry)}
              >
                {entry.icon && <Icon name={entry.icon} />}
                <span className={css.title}>
                  <Marked text={entry.title} marks={entry.titleMarks ?? []} />
                </span>
                {entry.subtitle && (
                  <span className={css.subtitle}>
                    {entry.subtitle.map(({ text, marks }, part) => (
                      <Fragment key={text}>
                        {part > 0 && ' · '}
                        <Marked text={text} marks={marks ?? []} />
                      </Fragment>
                    ))}
                  </span>
                )}
                {entry.keys && <Kbd keys={entry.keys} />}
              </div>
            )
          })}
        </div>
      ))}
    </div>
  )
}
