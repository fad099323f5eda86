/** What stands in an attached file: as long as is said, and unlike any other. */
export function attachedText(mark: string, bytes: number): string {
  return `${mark} `.repeat(Math.ceil(bytes / (mark.length + 1))).slice(0, bytes)
}
