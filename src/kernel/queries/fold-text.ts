/**
 * The form in which texts are compared: without case, ё as е, and every sigma alike. PostgreSQL makes the same of
 * it with `onward.fold(text)`.
 *
 * The two agree on every string because what depends on context or server is settled beforehand: İ becomes a plain
 * i (its full lower case is two characters, its simple one a single i) and a capital sigma has one lower case
 * whatever follows. What remains is the one-to-one lower case of Unicode. The limit: a letter whose capital is
 * younger than the Unicode version of the server (Georgian Mtavruli, scripts out of use for centuries) keeps its case
 * there. Composed and decomposed accents (й as one character or two) are different texts, as they are in the column.
 */
export function foldText(text: string): string {
  return text.replaceAll('İ', 'i').toLowerCase().replaceAll('ё', 'е').replaceAll('ς', 'σ')
}
