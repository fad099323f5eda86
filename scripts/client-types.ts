/** What is read of a JSON schema of our OpenAPI document. */
interface Schema {
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  description?: string
}

interface Operation {
  tags?: string[]
  parameters?: { in: string; name: string; required?: boolean; schema: Schema; description?: string }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>
}

/** The part of an OpenAPI 3.1 document that types are made of. */
export interface Document {
  paths: Record<string, Methods>
}

interface Methods {
  get?: Operation
  post?: Operation
  patch?: Operation
}

/**
 * The types of the client, as the text of a file: the kinds of records with what they take and give, the verbs and the
 * questions. Everything of a record is named, as it is there unless `fields` asks for less.
 */
export function clientTypes({ paths }: Document): string {
  const found = Object.entries(paths).map(([path, methods]) => ({
    path: path.replace('/api/v1', ''),
    ...methods,
  }))
  const kinds = found
    .filter(({ path, get }) => get && isRecord(path) && paths[`/api/v1${path}/{id}`])
    .map(({ path, post }) => kindOf(path.slice(1), post, paths[`/api/v1${path}/{id}`]!))
  const commands = found
    .filter(({ path, post }) => post && path.startsWith('/commands/'))
    .map(({ path, post }) =>
      member(path.slice(10), `{ input: ${bodyOf(post!)}; output: ${answerOf(post!)} }`),
    )
  const questions = found
    .filter(({ path, get }) => get?.tags?.includes('questions') && !isRecord(path))
    .map(({ path, get }) => member(path, `{ query: ${queryOf(get!)}; answer: ${answerOf(get!)} }`))
  return [
    '// Made from the OpenAPI document by scripts/client-types.ts; do not edit. See CONTRIBUTING.md.',
    section('Kinds of records by their path, with what they take and give.', 'Kinds', kinds),
    section('Verbs: POST /api/v1/commands/<name>.', 'Commands', commands),
    section('Questions: GET /api/v1<path>.', 'Questions', questions),
  ].join('\n\n')

  /** A list and a reading of one thing: what `GET /<table>` and `GET /<table>/{id}` are. */
  function isRecord(path: string): boolean {
    const one = paths[`/api/v1${path}/{id}`]?.get
    return Boolean(one && 'item' in (schemaOf(one)?.properties ?? {}))
  }
}

function section(comment: string, name: string, members: string[]): string {
  return `/** ${comment} */\nexport interface ${name} {\n${members.sort().join('\n')}\n}\n`.trimEnd()
}

function kindOf(table: string, post: Operation | undefined, one: Methods): string {
  const record = schemaOf(one.get!)?.properties?.item ?? {}
  const whole = { ...record, required: Object.keys(record.properties ?? {}) }
  const changes = one.patch?.requestBody?.content['application/json']?.schema.properties?.changes
  const create = post?.requestBody?.content['application/json']?.schema
  return member(
    table,
    `{ record: ${typeOf(whole)}; create: ${create ? typeOf(create) : 'never'}; changes: ${changes ? typeOf(changes) : 'never'} }`,
  )
}

function bodyOf({ requestBody }: Operation): string {
  const schema = requestBody?.content['application/json']?.schema
  return schema ? typeOf(schema, 'input') : 'Record<string, never>'
}

function answerOf(operation: Operation): string {
  const schema = schemaOf(operation)
  return schema ? typeOf(schema) : 'unknown'
}

function schemaOf({ responses }: Operation): Schema | undefined {
  return responses['200']?.content?.['application/json']?.schema
}

function queryOf({ parameters = [] }: Operation): string {
  const members = parameters.map(({ name, required, schema }) =>
    member(name, typeOf(schema), !required && schema !== undefined),
  )
  return members.length > 0 ? `{ ${members.join('; ')} }` : 'Record<string, never>'
}

/** The TypeScript of a schema. Of what is sent, members with a default may be left out. */
export function typeOf(schema: Schema, way: 'input' | 'output' = 'output'): string {
  const { type, enum: choices, anyOf, oneOf, items } = schema
  if ('const' in schema) return JSON.stringify(schema.const)
  if (choices) return union(choices.map((one) => JSON.stringify(one)))
  const variants = anyOf ?? oneOf
  if (variants) return union(variants.map((one) => typeOf(one, way)))
  if (Array.isArray(type)) return union(type.map((one) => typeOf({ ...schema, type: one }, way)))
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type
    case 'integer':
    case 'number':
      return 'number'
    case 'array':
      return `${inBrackets(items ? typeOf(items, way) : 'unknown')}[]`
    case 'object':
      return objectType(schema, way)
    default:
      return 'unknown'
  }
}

function objectType(
  { properties = {}, required = [], additionalProperties }: Schema,
  way: 'input' | 'output',
): string {
  const rest =
    additionalProperties &&
    typeof additionalProperties === 'object' &&
    Object.keys(additionalProperties).length > 0
      ? typeOf(additionalProperties, way)
      : 'unknown'
  const members = Object.entries(properties).map(([name, one]) =>
    member(name, typeOf(one, way), !required.includes(name) || (way === 'input' && 'default' in one)),
  )
  if (members.length === 0)
    return additionalProperties === false ? 'Record<string, never>' : `Record<string, ${rest}>`
  return `{ ${members.join('; ')} }`
}

function member(name: string, type: string, isOptional = false): string {
  const key = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name)
  return `${key}${isOptional ? '?' : ''}: ${type}`
}

function union(types: string[]): string {
  return [...new Set(types)].join(' | ')
}

function inBrackets(type: string): string {
  return type.includes(' | ') && !type.startsWith('{')
    ? `(${type})`
    : /^[\w"]+$/.test(type)
      ? type
      : `(${type})`
}
