import type { FastifyInstance } from 'fastify'

/** A JSON schema as the OpenAPI document has it. */
export interface Schema {
  type?: string
  format?: string
  pattern?: string
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  additionalProperties?: boolean | Schema
  propertyNames?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
}

/** One method of one address, as the app's own OpenAPI document describes it. */
export interface Operation {
  /** `PATCH /leads/{id}`: the name it goes by in the tables of these tests. */
  name: string
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below `/api/v1`, with `{id}` in it. */
  path: string
  params: Record<string, Schema>
  query: Record<string, Schema>
  requiredQuery: string[]
  body: Schema | null
  /** By status or `default`, then by media type. */
  answers: Record<string, { content?: Record<string, { schema: Schema }> }>
}

interface Described {
  parameters?: { in: string; name: string; required?: boolean; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Operation['answers']
}

/** Every operation of the document. */
export function operationsOf(document: { paths: Record<string, Record<string, Described>> }): Operation[] {
  return Object.entries(document.paths).flatMap(([address, methods]) =>
    Object.entries(methods).map(([verb, { parameters = [], requestBody, responses }]) => {
      const path = address.replace('/api/v1', '')
      const method = verb.toUpperCase() as Operation['method']
      const content = requestBody?.content['application/json']
      const at = (place: string) =>
        Object.fromEntries(
          parameters.filter((one) => one.in === place).map((one) => [one.name, plain(one.schema)]),
        )
      return {
        name: `${method} ${path}`,
        method,
        path,
        params: at('path'),
        query: at('query'),
        requiredQuery: parameters.filter((one) => one.in === 'query' && one.required).map(({ name }) => name),
        body: content ? plain(content.schema) : null,
        answers: responses,
      }
    }),
  )
}

/** The same schema with one type in each place: `type: [boolean, null]` is one of two. */
function plain(schema: Schema): Schema {
  if (Array.isArray(schema.type))
    return { anyOf: schema.type.map((type: string) => plain({ ...schema, type })) }
  const { properties, items, anyOf, oneOf, additionalProperties } = schema
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, plain(one)])),
    }),
    ...(items && { items: plain(items) }),
    ...(anyOf && { anyOf: anyOf.map(plain) }),
    ...(oneOf && { oneOf: oneOf.map(plain) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: plain(additionalProperties) }),
  }
}

/** Every place of a request that holds an id: `{id}`, `?owner`, `ids[]`, `settings.owner.user`. */
export function idSlots({ params, query, body }: Operation): string[] {
  const slots = [
    ...Object.keys(params).map((name) => `{${name}}`),
    ...Object.entries(query).flatMap(([name, schema]) => idsIn(schema, `?${name}`)),
    ...(body ? idsIn(body, '') : []),
  ]
  return [...new Set(slots)]
}

function idsIn(schema: Schema, at: string): string[] {
  const inside = (name: string) => (at ? `${at}.${name}` : name)
  return [
    ...(schema.format === 'uuid' ? [at] : []),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((one) => idsIn(one, at)),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, one]) => idsIn(one, inside(name))),
    ...(schema.items ? idsIn(schema.items, `${at}[]`) : []),
  ]
}

/**
 * Every route the server has, described or not, in the words of the document; HEAD goes with GET. The files of the
 * built web app, each of which is a route, are everybody's.
 */
export function mountedRoutes(app: FastifyInstance): string[] {
  const above: string[] = []
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent, path, methods] = /^([│ ]*)[├└]── (\S*) \(([^)]*)\)$/.exec(line) ?? []
      if (path === undefined) return []
      above.length = indent!.length / 4
      above.push(path)
      const address = above.join('').replace(/:(\w+)(\([^)]*\))?/g, '{$1}')
      const isFile = /^\/(?!api\/).*\.\w+$/.test(address)
      return methods!
        .split(', ')
        .filter((method) => method !== 'HEAD' && !(isFile && method === 'GET'))
        .map((method) => `${method} ${address.replace(/^\/api\/v1(?=\/)/, '')}`)
    })
}
