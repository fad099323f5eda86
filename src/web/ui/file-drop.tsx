import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { Button } from './button.tsx'
import css from './file-drop.module.css'
import { Icon } from './icon.tsx'

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
  const { isOver, ...drag } = useFileDrag(onFile, busy)
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

function useFileDrag(onFile: (file: File) => void, busy: boolean) {
  const [depth, setDepth] = useState(0)
  const holdsFile = (event: DragEvent) => !busy && event.dataTransfer.types.includes('Files')
  return {
    isOver: depth > 0,
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
      const [file] = event.dataTransfer.files
      if (file) onFile(file)
    },
  }
}
