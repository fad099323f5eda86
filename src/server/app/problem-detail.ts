import type { FastifyRequest } from 'fastify'
import type { EntityCatalog } from '../../kernel/entities/catalog.ts'
import { wordOf } from '../../kernel/entities/custom-model.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import type { ErrorCode, Failure } from '../../kernel/errors/errors.ts'
import type { Field } from '../../kernel/fields/f.ts'
import { registryOf } from '../records/custom-model.ts'
import { sentences, type Translate } from '../sentences.ts'
import type { Services } from '../services.ts'
import { knownCaller } from './caller.ts'

/** A refusal in words, fields by their names: in the language of whoever asked, as far as he is known. */
export async function detailOf(
  { registry }: Pick<Services, 'registry'>,
  request: FastifyRequest,
  code: ErrorCode,
  { params, problems }: Pick<Failure, 'params' | 'problems'>,
): Promise<string> {
  const caller = knownCaller(request)
  const locale = caller?.locale ?? (/^\s*ru\b/i.test(request.headers['accept-language'] ?? '') ? 'ru' : 'en')
  const say = await sentences(locale)
  const { catalog } = caller ? registryOf(registry, caller.workspace.custom) : registry
  const noun = nounOf(catalog, request, params.entity)
  const nameOf = (path: string) => (noun ? fieldName(catalog, noun, path, { say, locale }) : path)
  const named = typeof params.field === 'string' ? { ...params, field: nameOf(params.field) } : params
  const single = problems.map(
    ({ field, error, params: own = {} }) =>
      `${nameOf(field)}: ${say(`errors.${error}`, own, say('errors.value.invalid'))}`,
  )
  return [say(`errors.${code}`, named), ...single].join(' ')
}

/** The kind of record a request is about, by what was refused, what was sent or the address. */
function nounOf(catalog: EntityCatalog, { body, url }: FastifyRequest, said: unknown): Entity | undefined {
  const sent = (body as { entity?: unknown } | null | undefined)?.entity
  const named = [said, sent].find((one) => typeof one === 'string')
  if (typeof named === 'string') return catalog.find(named)
  const table = /^\/api\/v1\/(\w+)/.exec(url)?.[1]
  return catalog.entities.find((entity) => entity.table === table)
}

/** `items.0.values.nextStep.owner` of a lead is `Next step › Owner`; where no field is named, the path as it is. */
function fieldName(
  catalog: EntityCatalog,
  noun: Entity,
  path: string,
  { say, locale }: { say: Translate; locale: 'ru' | 'en' },
): string {
  const names: string[] = []
  let at: Entity | undefined = noun
  for (const part of path.split('.')) {
    const field: Field | undefined = at && Object.hasOwn(at.fields, part) ? at.fields[part] : undefined
    if (!at || !field) {
      if (names.length > 0) names.push(part)
      continue
    }
    names.push(field.called ? wordOf(field.called, locale) : say(`fields.${at.name}.${part}`, {}, part))
    at = field.type.name === 'ref' ? catalog.find(field.options.to) : undefined
  }
  return names.length > 0 ? names.join(' › ') : path
}
