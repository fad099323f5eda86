import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A statement the server has sent, with its values. */
export interface Statement {
  sql: string
  parameters: unknown[]
  /** The database keeps its plan. */
  isPrepared: boolean
}

export interface ServerProcess {
  url: string
  /** Statements since this was last asked for, once no more come; only of a server that was started to trace. */
  settled(): Promise<Statement[]>
  /** Resident memory in megabytes; null where the system does not tell. */
  memory(): number | null
  stop(): Promise<void>
}

export interface ServerOptions {
  databaseUrl: string
  dataDir: string
  port: number
  isTraced?: boolean
  /** Folder of the checkout to run. */
  root?: string
}

/** Starts Onward from its sources as a process of its own, so that it does not share a processor thread with the bench. */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const { databaseUrl, dataDir, port, isTraced = false, root = join(import.meta.dirname, '..') } = options
  const url = `http://localhost:${port}`
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    ONWARD_DATA_DIR: dataDir,
    PORT: String(port),
    BASE_URL: url,
    LOG_LEVEL: isTraced ? 'trace' : 'error',
    // Jobs are done by the one whose memory is looked at.
    ROLE: isTraced ? 'web' : 'all',
  }
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/entry.ts', 'start'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let statements: Statement[] = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.includes('"msg":"sql"')) return
    const { sql, parameters, isPrepared } = JSON.parse(line, bufferAgain)
    statements.push({ sql, parameters, isPrepared })
  })
  await healthy(url, child)
  return {
    url,
    async settled() {
      // The log comes through a pipe: once nothing has come for a moment, all is here.
      for (let seen = -1; seen !== statements.length; ) {
        seen = statements.length
        await new Promise((resolve) => setTimeout(resolve, 40))
      }
      const taken = statements
      statements = []
      return taken
    },
    memory: () => residentMegabytes(child.pid),
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

/** JSON tells a buffer as an object. */
function bufferAgain(_key: string, value: unknown): unknown {
  const told = value as { type?: unknown; data?: unknown } | null
  return told?.type === 'Buffer' && Array.isArray(told.data) ? Buffer.from(told.data as number[]) : value
}

async function healthy(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    const answer = await fetch(`${url}/health`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the server did not start')
}

function residentMegabytes(pid: number | undefined): number | null {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes ? Math.round(Number(kilobytes) / 1024) : null
  } catch {
    return null
  }
}
