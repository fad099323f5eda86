import { limits, unreadable } from '../table.ts'
import type { Archive } from './archive.ts'
import { unescapeText } from './cell-text.ts'
import { TextStore } from './text-store.ts'
import { readXml } from './xml.ts'

/** The texts of a workbook, which cells name by number. They may lie on the disk: close them. */
export interface SharedStrings {
  /** An index the workbook does not have counts as damage. */
  get(index: number): string
  close(): void
}

/** Reads them all, without their phonetic readings. */
export async function readSharedStrings(archive: Archive, path: string | undefined): Promise<SharedStrings> {
  const store = new TextStore()
  try {
    if (path) await readXml(await archive.read(path), collector(store))
  } catch (error) {
    store.close()
    throw error
  }
  return { get: (index) => store.get(index) ?? unreadable('damaged'), close: () => store.close() }
}

function collector(store: TextStore) {
  let text: string | undefined
  let inText = false
  let phonetic = false
  return {
    open(name: string, attributes: Record<string, string>) {
      if (name === 'si') text = ''
      else if (name === 't') inText = !phonetic
      else if (name === 'rPh') phonetic = true
      else if (name === 'sst') refuseTooMany(Number(attributes.uniqueCount ?? 0))
    },
    text(piece: string) {
      if (inText && text !== undefined) text += piece
    },
    close(name: string) {
      if (name === 't') inText = false
      else if (name === 'rPh') phonetic = false
      else if (name === 'si' && text !== undefined) {
        store.add(unescapeText(text))
        refuseTooMany(store.length)
        text = undefined
      }
    },
  }
}

function refuseTooMany(count: number): void {
  if (count > limits.texts) unreadable('too-many-texts', { limit: limits.texts })
}
