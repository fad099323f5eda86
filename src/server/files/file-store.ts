import type { Readable } from 'node:stream'

/** A part of a file, both ends included. */
export interface ByteRange {
  first: number
  last: number
}

/**
 * The one store of bytes: a folder or a bucket. Keys are made by us, never by a user: `imports/<uuid>`,
 * `files/<workspace>/<uuid>`.
 */
export interface FileStore {
  /** Takes in a stream; returns its size in bytes. What has been taken in survives a power cut; what was cut off leaves nothing. */
  save(key: string, content: Readable): Promise<number>
  /** The bytes, or a part of them. Throws `FileGone` when there are none under the key. */
  read(key: string, range?: ByteRange): Promise<Readable>
  /** Path of a copy on this machine, to be read in any order and any number of times. */
  local(key: string): Promise<string>
  /** What is not there is as good as removed. */
  remove(key: string): Promise<void>
  /** Everything below a folder (`files/<workspace>`), in no particular order, with what is half taken in. */
  list(folder: string): AsyncIterable<StoredFile>
}

export interface StoredFile {
  key: string
  savedAt: Date
}

/** There is nothing under a key that should have something. */
export class FileGone extends Error {
  constructor(key: string) {
    super(`no file under ${key}`)
    this.name = 'FileGone'
  }
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const keyForm = new RegExp(`^[a-z]+/(?:${uuid}/)?${uuid}$`)
const folderForm = new RegExp(`^[a-z]+(?:/${uuid})?$`)

/** Whether a text is a key; every store refuses what is not. */
export const isFileKey = (text: string) => keyForm.test(text)

/** Refuses what is no key: it would lead out of the store. */
export function requireKey(key: string): string {
  if (!isFileKey(key)) throw new Error(`not a file key: ${key}`)
  return key
}

/** Refuses what is no folder of keys. */
export function requireFolder(folder: string): string {
  if (!folderForm.test(folder)) throw new Error(`not a folder of files: ${folder}`)
  return folder
}
