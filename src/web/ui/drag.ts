import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { type RefObject, useEffect, useRef, useState } from 'react'

export interface DraggableOptions {
  /** What is dragged, told to the place it is dropped on. */
  data: Record<string, unknown>
  disabled?: boolean
  onStart?: () => void
  /** The drag is over, wherever it was dropped. */
  onEnd?: () => void
}

/** Lets an element be dragged. There must be keys and a menu that do the same. */
export function useDraggable(
  element: RefObject<HTMLElement | null>,
  options: DraggableOptions,
): { isDragged: boolean } {
  const [isDragged, setDragged] = useState(false)
  const latest = useLatest(options)
  const disabled = options.disabled ?? false
  useEffect(() => {
    if (disabled || !element.current) return
    return draggable({
      element: element.current,
      getInitialData: () => latest.current.data,
      onDragStart: () => {
        setDragged(true)
        latest.current.onStart?.()
      },
      onDrop: () => {
        setDragged(false)
        latest.current.onEnd?.()
      },
    })
  }, [element, disabled, latest])
  return { isDragged }
}

export interface DropOptions {
  accepts: (data: Record<string, unknown>) => boolean
  /** `y`: how far from the top of the page it was dropped, in px. */
  onDrop: (data: Record<string, unknown>, y: number) => void
  /** Told where it is being held over the element; null: no longer. */
  onOver?: (y: number | null) => void
}

/** Lets an element take what is dropped on it. */
export function useDropTarget(
  element: RefObject<HTMLElement | null>,
  options: DropOptions,
): { isOver: boolean } {
  const [isOver, setOver] = useState(false)
  const latest = useLatest(options)
  useEffect(() => {
    if (!element.current) return
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => latest.current.accepts(source.data),
      onDragEnter: () => setOver(true),
      onDrag: ({ location }) => latest.current.onOver?.(location.current.input.clientY),
      onDragLeave: () => {
        setOver(false)
        latest.current.onOver?.(null)
      },
      onDrop: ({ source, location }) => {
        setOver(false)
        latest.current.onOver?.(null)
        latest.current.onDrop(source.data, location.current.input.clientY)
      },
    })
  }, [element, latest])
  return { isOver }
}

function useLatest<Value>(value: Value): RefObject<Value> {
  const latest = useRef(value)
  useEffect(() => {
    latest.current = value
  })
  return latest
}
