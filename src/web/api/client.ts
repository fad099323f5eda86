import type { z } from 'zod'
import type { Command, Query } from '../../kernel/commands/command.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import { type RequestOptions, request } from './http.ts'
import type { Change, ListParams, Page, RecordAnswer, WriteAnswer } from './shapes.ts'

/** What a call needs to know of a noun: its name for the cache, its table for the address. */
export type Noun = Pick<Entity, 'name' | 'table'>

interface WriteOptions {
  idempotencyKey?: string
}

/** Every way to speak to the server. Components use the hooks of `records.ts` and `commands.ts`. */
export const api = {
  /** One page of records; `cursor` comes from the page before. */
  list: (entity: Noun, params: ListParams = {}, signal?: AbortSignal) =>
    request<Page>('GET', `/${entity.table}`, { query: { ...params, sort: params.sort?.join(',') }, signal }),

  get: (entity: Noun, id: string, signal?: AbortSignal) =>
    request<RecordAnswer>('GET', `/${entity.table}/${id}`, { signal }),

  /** With `duplicates: 'refuse'` a record that looks like one there is is refused with `record.duplicate`. */
  create: (
    entity: Noun,
    fields: Record<string, unknown>,
    { duplicates, ...options }: WriteOptions & { duplicates?: 'allow' | 'refuse' } = {},
  ) => request<WriteAnswer>('POST', `/${entity.table}`, { body: fields, query: { duplicates }, ...options }),

  /** Changes the named fields of the version seen. Refused with `record.conflict` when others changed them since. */
  update: (entity: Noun, id: string, version: number, changes: Change, options?: WriteOptions) =>
    request<WriteAnswer>('PATCH', `/${entity.table}/${id}`, { body: { version, changes }, ...options }),

  remove: (entity: Noun, id: string, options?: WriteOptions) =>
    request<{ event: string }>('DELETE', `/${entity.table}/${id}`, options),

  /** Carries out a verb. */
  command: <Input extends z.ZodType, Output extends z.ZodType>(
    command: Command<Input, Output>,
    input: z.input<Input>,
    options?: WriteOptions,
  ) => request<z.output<Output>>('POST', `/commands/${command.name}`, { body: input, ...options }),

  /** Asks a question. Members of the input that stand in the path (`/leads/{id}/conversion`) fill it. */
  query: <Input extends z.ZodType, Output extends z.ZodType>(
    query: Query<Input, Output>,
    input: Record<string, unknown> = {},
    signal?: AbortSignal,
  ) => {
    const { path, rest } = fillPath(query.path, input)
    return request<z.output<Output>>('GET', path, { query: rest, signal })
  },

  /** A verb that has no contract in the kernel or is known by name only (`sample.load`). */
  commandNamed: <Answer = Record<string, unknown>>(
    name: string,
    input: object = {},
    options?: WriteOptions,
  ) => request<Answer>('POST', `/commands/${name}`, { body: input, ...options }),

  /** Any other address of the API: sign-in, setup, uploads. */
  call: <Answer>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, options?: RequestOptions) =>
    request<Answer>(method, path, options),
}

function fillPath(pattern: string, input: Record<string, unknown>) {
  const rest = { ...input }
  const path = pattern.replace(/[{:](\w+)\}?/g, (_whole, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  return { path: path.startsWith('/') ? path : `/${path}`, rest }
}
