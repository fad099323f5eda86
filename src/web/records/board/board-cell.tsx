import { type RefObject, useEffect, useRef, useState } from 'react'
import css from './board.module.css'
import { BoardColumn, type BoardColumnProps } from './board-column.tsx'

/** The place of a column: what is in it is made when it comes into sight or the keyboard goes there. */
export function BoardCell(props: BoardColumnProps) {
  const element = useRef<HTMLDivElement>(null)
  const isSeen = useSeen(element, props.place?.column === props.column.id)
  return (
    <div ref={element} className={css.cell}>
      {isSeen && <BoardColumn {...props} />}
    </div>
  )
}

/** Whether an element has come into sight, or is wanted; from then on it stays seen. */
function useSeen(element: RefObject<HTMLElement | null>, isWanted: boolean): boolean {
  const [isSeen, setSeen] = useState(false)
  if (isWanted && !isSeen) setSeen(true)
  useEffect(() => {
    if (isSeen || !element.current) return
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && setSeen(true),
      { rootMargin: '200px' },
    )
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element, isSeen])
  return isSeen || isWanted
}
