import { type ReactNode, useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { Link } from '../app/routing.tsx'
import { createStore, useStore } from '../app/store.ts'
import { Icon } from '../ui/icon.tsx'
import css from './page-title.module.css'

let focusWanted = false
const titleSlot = createStore<HTMLElement | null>(null)
const toolsSlot = createStore<HTMLElement | null>(null)

/** Called by the router before the page changes, so that the next title takes the focus. */
export function expectNewPage(): void {
  focusWanted = true
}

/** The places in the header that the page fills. */
export const headerSlots = { title: titleSlot.set, tools: toolsSlot.set }

/** Whether the page stands under the header of the shell. */
export const useHasHeader = () => useStore(titleSlot) !== null

export interface PageTitleProps {
  /** The title as plain text: of the document and for those who hear the page. */
  title: string
  /** The page above this one: `Deals` over a deal. */
  parent?: { label: string; to: string; search?: Record<string, unknown> }
  /** Shown only to those who hear the page. */
  hidden?: boolean
  /** Large where the page has no header (sign-in). */
  size?: 'normal' | 'large'
  /** Takes the focus when it appears, for steps within one page. */
  focus?: boolean
  /** Shown instead of the plain text. */
  children?: ReactNode
}

/** The one `h1` of a screen, in the header. Takes the focus after a change of page and names the document. */
export function PageTitle({
  title,
  parent,
  hidden = false,
  size = 'normal',
  focus = false,
  children,
}: PageTitleProps) {
  const slot = useStore(titleSlot)
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    document.title = `${title} · Onward`
  }, [title])

  // The slot is a dependency because the heading is not in the page before it is.
  useEffect(() => {
    if (!(focusWanted || focus) || !heading.current || (slot && !slot.isConnected)) return
    focusWanted = false
    heading.current.focus({ preventScroll: true })
  }, [slot, focus])

  const content = (
    <>
      {parent && !hidden && (
        <>
          <Link className={css.parent} to={parent.to} search={parent.search}>
            {parent.label}
          </Link>
          <Icon name="chevronRight" size={14} className={css.separator} />
        </>
      )}
      <h1 ref={heading} tabIndex={-1} className={hidden ? 'visually-hidden' : css.title} data-size={size}>
        {children ?? title}
      </h1>
    </>
  )
  return slot ? createPortal(content, slot) : content
}

/** Buttons of the page in the header, beside its title. */
export function PageTools({ children }: { children: ReactNode }) {
  const slot = useStore(toolsSlot)
  return slot && createPortal(children, slot)
}
