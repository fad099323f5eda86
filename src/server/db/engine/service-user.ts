import { lchown, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataFolder } from './data-folder.ts'

/** The unprivileged account that runs the database server when Onward itself is started by root. */
export interface ServiceUser {
  uid: number
  gid: number
}

/**
 * Whom the server runs as; null when Onward is not root and simply runs it itself. PostgreSQL refuses to
 * run as root. An owner that the data already has is kept, then the person behind sudo, an account named
 * `onward` and `nobody` are taken, in this order.
 */
export async function serviceUser(folder: DataFolder): Promise<ServiceUser | null> {
  if (process.getuid?.() !== 0) return null
  return (
    (await ownerOf(folder.cluster)) ??
    (await ownerOf(folder.root)) ??
    personBehindSudo() ??
    (await account('onward')) ??
    (await account('nobody')) ?? { uid: 65534, gid: 65534 }
  )
}

/** Gives a folder and all in it to the account, without following symbolic links. */
export async function giveTo(path: string, user: ServiceUser): Promise<void> {
  await lchown(path, user.uid, user.gid)
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const inner = join(path, entry.name)
    if (entry.isDirectory()) await giveTo(inner, user)
    else await lchown(inner, user.uid, user.gid)
  }
}

async function ownerOf(path: string): Promise<ServiceUser | null> {
  const found = await stat(path).catch(() => null)
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid || found.uid } : null
}

function personBehindSudo(): ServiceUser | null {
  const uid = Number(process.env.SUDO_UID)
  const gid = Number(process.env.SUDO_GID)
  return uid > 0 && gid > 0 ? { uid, gid } : null
}

async function account(name: string): Promise<ServiceUser | null> {
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const [, , uid, gid] =
    accounts
      .split('\n')
      .find((line) => line.startsWith(`${name}:`))
      ?.split(':') ?? []
  return Number(uid) > 0 && Number(gid) > 0 ? { uid: Number(uid), gid: Number(gid) } : null
}
