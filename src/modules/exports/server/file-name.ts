import { wordOf } from '../../../kernel/entities/custom-model.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { clockIn } from '../../../kernel/text/zone.ts'
import type { Ctx } from '../../../server/context.ts'
import { sentences } from '../../../server/sentences.ts'

type Reader = Pick<Ctx, 'workspace' | 'locale'>

/** Records of a kind as the reader calls them. */
export async function nameOf({ workspace, locale }: Reader, entity: Entity): Promise<string> {
  const own = workspace.custom.objects.find(({ name }) => name === entity.name)
  if (own) return wordOf(own.many, locale)
  const t = await sentences(locale)
  return t([`entities.${entity.name}.many`], {}, entity.table)
}

/** `Deals 2026-11-22.csv`, and in plain letters for programs that know no others. */
export async function disposition(
  reader: Reader,
  entity: Entity,
  { format, at }: { format: string; at: Date },
): Promise<string> {
  const { day } = clockIn(reader.workspace.timeZone, at)
  const name = encodeURIComponent(`${await nameOf(reader, entity)} ${day}.${format}`).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  )
  return `attachment; filename="${entity.table}-${day}.${format}"; filename*=UTF-8''${name}`
}
