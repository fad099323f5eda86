import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** What a browser may have to load before the first screen, gzipped, in KB. */
export const limits = { js: 300, css: 55 }

/** Sentences for each limit that the built web app exceeds. */
export async function firstLoadProblems(folder) {
  const sizes = await firstLoadSizes(folder)
  if (sizes.js === 0) return ['The built page loads no script: its size cannot be checked.']
  return Object.keys(limits)
    .filter((kind) => sizes[kind] > limits[kind])
    .map(
      (kind) =>
        `First load is ${sizes[kind].toFixed(0)} KB of gzipped ${kind.toUpperCase()}, but at most ${limits[kind]} KB are allowed: load part of it later with import().`,
    )
}

/** What a browser loads before the first screen, gzipped, in KB. */
export async function firstLoadSizes(folder) {
  const page = await readFile(join(folder, 'index.html'), 'utf8')
  const manifest = JSON.parse(await readFile(join(folder, '.vite', 'manifest.json'), 'utf8'))
  const { js, css } = firstLoadFiles(page, manifest)
  return { js: await gzipped(folder, js), css: await gzipped(folder, css) }
}

/** What the page names, and every chunk that those import statically. The page, not the manifest, knows the entry. */
export function firstLoadFiles(page, manifest) {
  const named = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file)
  const keyOf = new Map(Object.entries(manifest).map(([key, { file }]) => [file, key]))
  const files = new Set(named)
  const visit = (key) => {
    const { file, imports = [], css = [] } = manifest[key]
    for (const one of [file, ...css]) files.add(one)
    for (const one of imports) if (!files.has(manifest[one].file)) visit(one)
  }
  for (const file of named) if (keyOf.has(file)) visit(keyOf.get(file))
  const all = [...files]
  return { js: all.filter((file) => file.endsWith('.js')), css: all.filter((file) => file.endsWith('.css')) }
}

async function gzipped(folder, files) {
  let bytes = 0
  for (const file of files) bytes += gzipSync(await readFile(join(folder, file)), { level: 9 }).length
  return bytes / 1024
}
