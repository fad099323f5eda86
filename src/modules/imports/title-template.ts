/** A title from a template: `{Heading}` stands for a cell, `{#}` for the number of the row; '' when nothing is left. */
export function fillTemplate(
  template: string,
  headings: readonly string[],
  { number, cells }: { number: number; cells: readonly string[] },
): string {
  const text = template.replace(/\{([^}]*)\}/g, (_, heading: string) => {
    if (heading === '#') return String(number)
    return cells[headings.indexOf(heading)]?.trim() ?? ''
  })
  return text
    .replace(/^[\s,·–—-]+|[\s,·–—-]+$/g, '')
    .trim()
    .slice(0, 200)
}
