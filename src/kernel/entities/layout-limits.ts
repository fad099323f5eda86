/** Letters of the explanation of a field, in each language. */
export const longestHelp = 500
/** Sections of one layout. */
export const mostSections = 30
/** Fields of one layout. */
export const mostLaidFields = 300
