import { type Ref, type RefObject, useEffect, useEffectEvent, useImperativeHandle, useRef } from 'react'
import { createPortal } from 'react-dom'
import { useT } from '../../text/i18n.ts'
import { useFormat } from '../../text/use-format.ts'
import { IconButton } from '../../ui/button.tsx'
import { FilesButton } from '../../ui/file-drop.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProgressBar } from '../../ui/small.tsx'
import css from './note-files.module.css'
import { type Target, useNoteFiles } from './use-note-files.ts'

export interface NoteFilesHandle {
  /** Sends them to what was just written down, else to `otherwise`. */
  send: (written: Target | null, otherwise: Target) => Promise<void>
}

export interface NoteFilesProps {
  /** Where files are dropped and pasted. */
  area: RefObject<HTMLElement | null>
  /** Where they are listed. */
  list: RefObject<HTMLElement | null>
  onCount: (count: number) => void
  ref: Ref<NoteFilesHandle>
}

/** The files that go along with a note: the button that adds some, and each of them with the way to leave it out. */
export function NoteFiles({ area, list: place, onCount, ref }: NoteFilesProps) {
  const t = useT()
  const format = useFormat()
  const { list, add, remove, send } = useNoteFiles()
  useImperativeHandle(ref, () => ({ send }))
  useGivenFiles(area, add)
  const tell = useEffectEvent(onCount)
  useEffect(() => tell(list.length), [list.length])
  return (
    <>
      {list.length > 0 &&
        place.current &&
        createPortal(
          <ul className={css.files} aria-label={t('records.composer.files')}>
            {list.map(({ id, file, share, failure }) => (
              <li key={id} className={css.file}>
                <Icon name="attach" size={14} />
                <span className={css.name} title={file.name}>
                  {file.name}
                </span>
                {failure !== null ? (
                  <span className={css.failure} role="alert">
                    {failure}
                  </span>
                ) : share === null ? (
                  <span className={css.size}>{format.bytes(file.size)}</span>
                ) : (
                  <span className={css.share}>
                    <ProgressBar value={share} max={1} label={file.name} />
                  </span>
                )}
                <IconButton
                  icon="close"
                  size="small"
                  label={t('records.composer.leaveOut', { name: file.name })}
                  onClick={() => remove(id)}
                />
              </li>
            ))}
          </ul>,
          place.current,
        )}
      <FilesButton icon="attach" label={t('records.composer.attach')} onFiles={add} />
    </>
  )
}

/** Takes what is dropped on an element of another component, or pasted within it. */
function useGivenFiles(area: RefObject<HTMLElement | null>, onFiles: (files: readonly File[]) => void): void {
  const take = useEffectEvent(onFiles)
  const depth = useRef(0)
  useEffect(() => {
    const element = area.current
    if (!element) return
    const within = (change: number) => {
      // Entering a child is told before leaving its parent, so both are counted.
      depth.current = Math.max(0, depth.current + change)
      element.toggleAttribute('data-over', depth.current > 0)
    }
    const held = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const listeners: Record<string, (event: never) => void> = {
      dragenter: (event: DragEvent) => held(event) && within(1),
      dragleave: (event: DragEvent) => held(event) && within(-1),
      dragover: (event: DragEvent) => held(event) && event.preventDefault(),
      drop: (event: DragEvent) => {
        if (!held(event)) return
        event.preventDefault()
        within(-depth.current)
        take([...(event.dataTransfer?.files ?? [])])
      },
      paste: (event: ClipboardEvent) => {
        const held = event.clipboardData
        if (!held || held.files.length === 0 || held.types.includes('text/plain')) return
        event.preventDefault()
        // Pasted here it goes along with the note, and not at once to the record.
        event.stopPropagation()
        take([...held.files])
      },
    }
    const all = Object.entries(listeners) as [string, EventListener][]
    for (const [kind, listen] of all) element.addEventListener(kind, listen)
    return () => {
      for (const [kind, listen] of all) element.removeEventListener(kind, listen)
    }
  }, [area])
}
