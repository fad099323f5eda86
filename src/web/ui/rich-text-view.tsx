import { useLayoutEffect, useRef } from 'react'
import { cleanMarkup } from './clean-markup.ts'
import css from './rich-text.module.css'

/** Rich text as elements; links open in a tab of their own. */
export function RichTextView({ html }: { html: string }) {
  const place = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => place.current?.replaceChildren(cleanMarkup(html)), [html])
  return <div ref={place} className={css.text} />
}
