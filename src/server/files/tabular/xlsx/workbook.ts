import { posix } from 'node:path'
import { limits, unreadable } from '../table.ts'
import type { Archive } from './archive.ts'
import { readXml } from './xml.ts'

/** The parts of a workbook that matter to a reader. */
export interface Workbook {
  sheets: { name: string; path: string; hidden: boolean }[]
  sharedStrings: string | undefined
  styles: string | undefined
  /** Days count from 1904 (old Macintosh) instead of 1900. */
  from1904: boolean
}

interface Relation {
  type: string
  path: string
}

/** Follows the relations from the package to the worksheets; refuses packages that are no XLSX workbook, by kind. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const path = await workbookPath(archive)
  const relations = await readRelations(archive, path)
  const workbook: Workbook = {
    sheets: [],
    sharedStrings: partOf(archive, relations, 'sharedStrings'),
    styles: partOf(archive, relations, 'styles'),
    from1904: false,
  }
  await readXml(await archive.read(path), {
    open(name, attributes) {
      if (name === 'workbookPr') workbook.from1904 = isOn(attributes.date1904)
      if (name !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      const relation = relations.get(id)
      if (relation?.type !== 'worksheet' || !archive.has(relation.path)) return
      if (workbook.sheets.length >= limits.sheets) unreadable('too-many-sheets', { limit: limits.sheets })
      const hidden = attributes.state === 'hidden' || attributes.state === 'veryHidden'
      workbook.sheets.push({
        name: attributes.name ?? `Sheet${workbook.sheets.length + 1}`,
        path: relation.path,
        hidden,
      })
    },
  })
  return workbook
}

async function workbookPath(archive: Archive): Promise<string> {
  if (archive.has('content.xml') && archive.has('mimetype')) unreadable('opendocument')
  const relations = archive.has('_rels/.rels')
    ? await readRelations(archive, '')
    : new Map<string, Relation>()
  const path =
    [...relations.values()].find(({ type }) => type === 'officeDocument')?.path ?? 'xl/workbook.xml'
  if (path.toLowerCase().endsWith('.bin')) unreadable('excel-binary')
  if (archive.has('word/document.xml') || archive.has('ppt/presentation.xml')) unreadable('document')
  if (!archive.has(path)) unreadable('archive')
  return path
}

/** Relations of a part by id, to parts of the same file only: links to the outside are never followed. */
async function readRelations(archive: Archive, path: string): Promise<Map<string, Relation>> {
  const { dir, base } = posix.parse(path)
  const file = posix.join(dir, '_rels', `${base}.rels`)
  const relations = new Map<string, Relation>()
  if (!archive.has(file)) return relations
  await readXml(await archive.read(file), {
    open(name, { Id: id, Type: type = '', Target: target, TargetMode: mode }) {
      if (name !== 'Relationship' || id === undefined || target === undefined || mode === 'External') return
      const resolved = target.startsWith('/')
        ? target.slice(1)
        : posix.join(dir, target.replaceAll('\\', '/'))
      if (relations.size < limits.entries)
        relations.set(id, { type: type.slice(type.lastIndexOf('/') + 1), path: resolved })
    },
  })
  return relations
}

function partOf(archive: Archive, relations: Map<string, Relation>, type: string): string | undefined {
  return [...relations.values()].find((relation) => relation.type === type && archive.has(relation.path))
    ?.path
}

function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true'
}
