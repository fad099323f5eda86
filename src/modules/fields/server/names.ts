import { isLeading, type Names, namesWritten } from '../../../kernel/entities/conversions.ts'
import type { CustomField } from '../../../kernel/entities/custom-model.ts'
import { foldText } from '../../../kernel/queries/fold-text.ts'
import type { Ctx } from '../../../server/context.ts'
import { idsByName, titlesById } from './names.queries.ts'

/** Names that a conversion asks for, looked up for the values of each batch before they are converted. */
export interface LoadedNames extends Names {
  load(ctx: Ctx, values: readonly unknown[]): Promise<void>
}

/**
 * The names of a conversion between two definitions of a field. Whoever converts, all records are looked at, so that
 * preview, run and the way back say the same.
 */
export function namesBetween(one: CustomField, other: CustomField): LoadedNames {
  let titles = new Map<string, string>()
  let ids = new Map<string, string[]>()
  const leading = [one, other].filter(({ type }) => isLeading(type))
  return {
    titleOf: (id) => titles.get(id),
    called: (name) => ids.get(foldText(name)) ?? [],
    async load(ctx, values) {
      const [field] = leading
      // Between two kinds of links ids stay what they are.
      if (!field || leading.length > 1) return
      const entity = ctx.registry.catalog.entity(
        field.type === 'person' ? 'user' : (field.options.to as string),
      )
      const given = values.flat().filter((one): one is string => typeof one === 'string')
      const [known, written] = [given.filter(isId), given.filter((text) => !isId(text))]
      titles = await titlesById(ctx, entity, known)
      const texts = [...written, ...titles.values()]
      const names = new Set(texts.flatMap((text) => namesWritten(text, field.type)).map(foldText))
      ids = await idsByName(ctx, entity, [...names])
    },
  }
}

const isId = (text: string) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(text)
