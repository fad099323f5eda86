import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { Button, IconButton } from './button.tsx'
import css from './file-drop.module.css'
import { Icon, type IconName } from './icon.tsx'

export interface FileDropProps {
  /** On the button: `Choose a file`. */
  action: string
  /** Beside the button, for those who drag: `or drop it here`. */
  hint: ReactNode
  /** Kinds of files offered first, as the browser's picker takes them: `.csv,.xlsx`. */
  accept?: string
  onFile: (file: File) => void
  /** Shown in the area: what it takes, how far a file is. */
  children?: ReactNode
  busy?: boolean
}

/** A place to drop one file, with a button that opens the picker: the mouse, the keyboard and touch all do. */
export function FileDrop({ action, hint, accept, onFile, children, busy = false }: FileDropProps) {
  const input = useRef<HTMLInputElement>(null)
  const { isOver, drag } = useFileDrag(([file]) => file && onFile(file), busy)
  return (
    <div className={css.area} data-over={isOver || undefined} {...drag}>
      <Icon name="upload" size={24} className={css.picture} />
      <div className={css.act}>
        <Button variant="primary" icon="upload" loading={busy} onClick={() => input.current?.click()}>
          {action}
        </Button>
        <span className={css.hint}>{hint}</span>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        aria-label={action}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          // The same file may be chosen again after it was mended.
          event.currentTarget.value = ''
          if (file) onFile(file)
        }}
      />
      {children}
    </div>
  )
}

/** What makes an element a place to drop files; tells whether they hang over it. Folders come as what they are not: files without content. */
export function useFileDrag(onFiles: (files: readonly File[]) => void, busy = false) {
  const [depth, setDepth] = useState(0)
  const holdsFile = (event: DragEvent) => !busy && event.dataTransfer.types.includes('Files')
  return {
    isOver: depth > 0,
    drag: {
      // Entering a child is told before leaving its parent, so both are counted.
      onDragEnter: (event: DragEvent) => {
        if (holdsFile(event)) setDepth((all) => all + 1)
      },
      onDragLeave: (event: DragEvent) => {
        if (holdsFile(event)) setDepth((all) => Math.max(0, all - 1))
      },
      onDragOver: (event: DragEvent) => {
        if (!holdsFile(event)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
      },
      onDrop: (event: DragEvent) => {
        if (!holdsFile(event)) return
        event.preventDefault()
        setDepth(0)
        onFiles([...event.dataTransfer.files])
      },
    },
  }
}

export interface FilesButtonProps {
  /** Its name, for those who see only a picture. */
  label: string
  icon?: IconName
  onFiles: (files: readonly File[]) => void
}

/** A small button that opens the picker for several files. */
export function FilesButton({ label, icon = 'add', onFiles }: FilesButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <IconButton icon={icon} size="small" label={label} onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={label}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])]
          // The same file may be chosen again.
          event.currentTarget.value = ''
          onFiles(files)
        }}
      />
    </>
  )
}
