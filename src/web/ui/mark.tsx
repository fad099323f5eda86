import type { ReactNode } from 'react'
import css from './mark.module.css'

/** A word in a colour: a tag. The colour never speaks alone. One of an unknown colour is grey. */
export function Mark({ colour = 'grey', children }: { colour?: string; children: ReactNode }) {
  return (
    <span className={css.mark} data-colour={colour}>
      <span className={css.word}>{children}</span>
    </span>
  )
}

/** The colour alone, beside a word: in lists of choices. */
export function Dot({ colour = 'grey' }: { colour?: string }) {
  return <span className={css.dot} data-colour={colour} aria-hidden />
}
