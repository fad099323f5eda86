/** A text in a LIKE pattern, standing for itself. */
export const literal = (text: string) => text.replace(/[\\%_]/g, '\\$&')
