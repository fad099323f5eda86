import { statfs } from 'node:fs/promises'
import type { Config } from '../../server/app/config.ts'
import { openDataFolder } from '../../server/db/engine/data-folder.ts'
import { findHolder } from '../../server/db/engine/data-lock.ts'
import { isPortFree } from '../ports.ts'
import { type Finding, finding } from './finding.ts'

const GB = 1024 ** 3

/** Node, the data folder, the disk, the port and the public address. Refuses when the folder is unusable. */
export async function machineFindings(config: Config): Promise<Finding[]> {
  const folder = await openDataFolder(config.dataDir)
  return [
    nodeFinding(),
    finding(
      'good',
      `The data folder ${folder.root} is writable.`,
      `Папка данных ${folder.root} доступна для записи.`,
    ),
    await diskFinding(folder.root),
    await portFinding(config, (await findHolder(folder)) !== null),
    ...addressFindings(config),
  ]
}

function nodeFinding(): Finding {
  const version = process.versions.node
  return Number(version.split('.')[0]) >= 24
    ? finding('good', `Node ${version}.`, `Node ${version}.`)
    : finding(
        'warning',
        `Node ${version} works, but Node 24 is recommended: older ones no longer get security fixes.`,
        `Node ${version} подходит, но рекомендуется Node 24: для старых версий больше не выходят исправления безопасности.`,
      )
}

async function diskFinding(path: string): Promise<Finding> {
  const disk = await statfs(path)
  const free = (disk.bavail * disk.bsize) / GB
  const size = free.toFixed(1)
  if (free >= 2) return finding('good', `${size} GB of disk are free.`, `На диске свободно ${size} ГБ.`)
  return finding(
    free < 0.5 ? 'wrong' : 'warning',
    `Only ${size} GB of disk are free; have at least 2 GB.`,
    `На диске свободно всего ${size} ГБ; нужно не меньше 2 ГБ.`,
  )
}

async function portFinding({ port, host }: Config, isRunning: boolean): Promise<Finding> {
  if (await isPortFree(port, host)) return finding('good', `Port ${port} is free.`, `Порт ${port} свободен.`)
  return isRunning && (await isOnward(port, host))
    ? finding(
        'good',
        `Port ${port} is in use, and Onward is running.`,
        `Порт ${port} занят: Onward уже работает.`,
      )
    : finding(
        'wrong',
        `Port ${port} is used by another program. Set PORT to a free one.`,
        `Порт ${port} занят другой программой. Укажите в PORT свободный порт.`,
      )
}

/** Only Onward's health page names the state of its app. */
async function isOnward(port: number, host: string): Promise<boolean> {
  try {
    const answer = await fetch(`http://${host}:${port}/health`, { signal: AbortSignal.timeout(3_000) })
    return 'app' in ((await answer.json()) as object) // JSON of /health is an object; anything else throws
  } catch {
    return false
  }
}

function addressFindings({ baseUrl }: Config): Finding[] {
  const { protocol, hostname } = new URL(baseUrl)
  if (protocol === 'https:' || /^(localhost|127\.|\[::1\])/.test(hostname)) return []
  return [
    finding(
      'warning',
      `People open ${baseUrl} without encryption: passwords can be read on the way. Put a proxy with TLS before it and set BASE_URL to its https address.`,
      `Адрес ${baseUrl} открывается без шифрования: пароли можно перехватить. Поставьте перед Onward прокси с TLS и укажите в BASE_URL адрес с https.`,
    ),
  ]
}
