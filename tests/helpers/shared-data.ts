import { existsSync } from 'node:fs'
import { join } from 'node:path'

const root = process.env.ONWARD_SHARED_DATA ?? join(import.meta.dirname, '../../../shared/data')

/** Path of a folder or file of the real data, or undefined, with a line saying so, where it is not at hand. */
export function sharedData(path: string): string | undefined {
  const found = join(root, path)
  if (existsSync(found)) return found
  console.warn(`Skipped: real data ${path} is not here; set ONWARD_SHARED_DATA to its folder.`)
  return undefined
}
