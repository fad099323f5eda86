import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { type RefObject, useEffect, useEffectEvent, useState } from 'react'

/** What is dragged: a kind, so that only fitting places take it, and its id. */
export interface Dragged {
  kind: string
  id: string
}

/** Lets an element be dragged; answers whether it is being dragged now. Give the same effect to a menu and keys. */
export function useDraggable(element: RefObject<HTMLElement | null>, { kind, id }: Dragged, enabled = true): boolean {
  const [isDragged, setDragged] = useState(false)
  useEffect(() => {
    if (!enabled || !element.current) return
    return draggable({
      element: element.current,
      getInitialData: () => ({ kind, id }),
      onDragStart: () => setDragged(true),
      onDrop: () => setDragged(false),
    })
  }, [element, kind, id, enabled])
  return isDragged
}

/** Lets things of a kind be dropped on an element; answers whether one is over it now. */
export function useDropTarget(element: RefObject<HTMLElement | null>, kind: string, onDrop: (id: string) => void): boolean {
  const [isOver, setOver] = useState(false)
  const drop = useEffectEvent(onDrop)
  useEffect(() => {
    if (!element.current) return
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => source.data.kind === kind,
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false)
        drop(String(source.data.id))
      },
    })
  }, [element, kind])
  return isOver
}
