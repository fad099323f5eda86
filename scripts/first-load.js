import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** What a browser may have to load before the first screen, gzipped, in KB. */
export const limits = { js: 300, css: 55 }

/** Sentences for each limit that the built web app exceeds. */
export async function firstLoadProblems(folder) {
  const manifest = JSON.parse(await readFile(join(folder, '.vite', 'manifest.json'), 'utf8'))
  const { js, css } = firstLoadFiles(manifest)
  const sizes = { js: await gzipped(folder, js), css: await gzipped(folder, css) }
  return Object.keys(limits)
    .filter((kind) => sizes[kind] > limits[kind])
    .map(
      (kind) =>
        `First load is ${sizes[kind].toFixed(0)} KB of gzipped ${kind.toUpperCase()}, but at most ${limits[kind]} KB are allowed: load part of it later with import().`,
    )
}

/** The entries of a Vite manifest and everything they import statically. */
export function firstLoadFiles(manifest) {
  const seen = new Set()
  const visit = (key) => {
    if (seen.has(key)) return
    seen.add(key)
    for (const imported of manifest[key].imports ?? []) visit(imported)
  }
  for (const key of Object.keys(manifest)) if (manifest[key].isEntry) visit(key)
  const chunks = [...seen].map((key) => manifest[key])
  return {
    js: [...new Set(chunks.map((chunk) => chunk.file).filter((file) => file.endsWith('.js')))],
    css: [...new Set(chunks.flatMap((chunk) => chunk.css ?? []))],
  }
}

async function gzipped(folder, files) {
  let bytes = 0
  for (const file of files) bytes += gzipSync(await readFile(join(folder, file)), { level: 9 }).length
  return bytes / 1024
}
