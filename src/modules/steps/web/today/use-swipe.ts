import { type TouchEvent, useRef } from 'react'

interface Swipes {
  onLeft: () => void
  onRight: () => void
}

const least = 72

/** Calls back when a finger was drawn across, well to the side and hardly up or down. */
export function useSwipe({ onLeft, onRight }: Swipes) {
  const start = useRef<{ x: number; y: number } | null>(null)
  return {
    onTouchStart: ({ touches, target }: TouchEvent) => {
      const touch = touches[0]
      // In a field the finger moves the cursor.
      const isField = target instanceof Element && target.closest('input, textarea, [role=tablist]') !== null
      start.current =
        touch && touches.length === 1 && !isField ? { x: touch.clientX, y: touch.clientY } : null
    },
    onTouchEnd: ({ changedTouches }: TouchEvent) => {
      const touch = changedTouches[0]
      if (!start.current || !touch) return
      const across = touch.clientX - start.current.x
      const along = Math.abs(touch.clientY - start.current.y)
      start.current = null
      if (Math.abs(across) < least || along > Math.abs(across) / 2) return
      if (across > 0) onRight()
      else onLeft()
    },
  }
}
