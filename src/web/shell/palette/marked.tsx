import css from './palette.module.css'

/** A text with the parts marked that were found. */
export function Marked({ text, marks }: { text: string; marks: readonly (readonly [number, number])[] }) {
  const parts = marks.flatMap(([from, until], at) => [
    text.slice(marks[at - 1]?.[1] ?? 0, from),
    <mark key={from} className={css.mark}>
      {text.slice(from, until)}
    </mark>,
  ])
  return (
    <>
      {parts}
      {text.slice(marks.at(-1)?.[1] ?? 0)}
    </>
  )
}
