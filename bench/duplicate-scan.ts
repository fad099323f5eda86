import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type SizeName, sizes } from './fill/sizes.ts'
import { openPlace } from './place.ts'

/** `npx tsx bench/duplicate-scan.ts [--size S --keep folder]`: how long the search through all records for duplicates takes. */
const { values: flags } = parseArgs({
  options: { size: { type: 'string', default: 'S' }, keep: { type: 'string' } },
})
const size = flags.size as SizeName
if (!sizes[size]) throw new Error(`--size is one of ${Object.keys(sizes).join(', ')}`)

const place = await openPlace(size, (line) => console.error(line), flags.keep)
try {
  const started = performance.now()
  await place.send('POST', '/commands/duplicates.startScan', {})
  let told = ''
  for (;;) {
    const { scan } = await place.send('GET', '/duplicates/scan')
    const seconds = (performance.now() - started) / 1000
    if (scan.entity !== told) console.error(`${seconds.toFixed(1)} s: ${scan.entity}`)
    told = scan.entity
    if (scan.status !== 'running') {
      const { contacts, companies, leads } = sizes[size]
      const rate = (contacts + companies + leads) / seconds
      console.log(
        `${scan.status}: ${contacts} contacts, ${companies} companies, ${leads} leads in ${seconds.toFixed(1)} s (${Math.round(rate)} records/s), ${scan.compared} pairs compared, ${scan.found} found, memory ${place.server.memory()} MB`,
      )
      break
    }
    await setTimeout(500)
  }
} finally {
  await place.close(0)
}
