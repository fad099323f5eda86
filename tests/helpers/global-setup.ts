import { randomBytes } from 'node:crypto'
import type { TestProject } from 'vitest/node'
import { databaseNamed, dropDatabase, onServer } from './database.ts'
import { prepareTemplate } from './prepare-template.ts'
import { startTestServer } from './test-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the server that tests make their databases on. */
    testServerUrl: string
    /** Migrated database that test databases are copies of. */
    testTemplate: string
  }
}

interface Shared {
  users: number
  ready: Promise<{ url: string; template: string; stop(): Promise<void> }>
}

// Each project loads this file anew; they share one server through the process.
const store = globalThis as typeof globalThis & { onwardTestServer?: Shared }

/** Starts the database server of the test run and its template; called by Vitest once per project. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  store.onwardTestServer ??= { users: 0, ready: start() }
  const shared = store.onwardTestServer
  shared.users++
  const { url, template, stop } = await shared.ready
  project.provide('testServerUrl', url)
  project.provide('testTemplate', template)
  return async () => {
    if (--shared.users === 0) await stop()
  }
}

async function start() {
  const server = await startTestServer()
  const template = `onward_template_${randomBytes(4).toString('hex')}`
  try {
    await onServer(server.url, (client) => client.query(`create database ${template}`))
    await prepareTemplate(databaseNamed(server.url, template))
  } catch (error) {
    await server.stop()
    throw error
  }
  const stop = async () => {
    await dropDatabase(server.url, template)
    await server.stop()
  }
  return { url: server.url, template, stop }
}
