import { cutText } from '../../kernel/text/storable.ts'
import { cleanCell } from './clean-cell.ts'

const longestTitle = 200

/** A title from a template: `{Heading}` stands for a cell, `{#}` for the number of the row; '' when nothing is left. */
export function fillTemplate(
  template: string,
  headings: readonly string[],
  { number, cells }: { number: number; cells: readonly string[] },
): string {
  const text = template.replace(/\{([^}]*)\}/g, (_, heading: string) => {
    if (heading === '#') return String(number)
    return cutText(cleanCell(cells[headings.indexOf(heading)] ?? ''), longestTitle)
  })
  return cutText(withoutLooseEnds(text), longestTitle).trim()
}

/** An empty cell leaves its comma or dash behind. Done by hand: a regular expression would crawl on long blanks. */
function withoutLooseEnds(text: string): string {
  const isLoose = (character: string | undefined) => character !== undefined && /[\s,·–—-]/.test(character)
  let from = 0
  let to = text.length
  while (from < to && isLoose(text[from])) from++
  while (to > from && isLoose(text[to - 1])) to--
  return text.slice(from, to)
}
