import { fail } from '../../../kernel/errors/errors.ts'

/** How long somebody waits for the export before his to end, in milliseconds. */
const patience = 20_000

const running = new Map<string, Promise<void>>()

/**
 * Exports of one workspace are written one after another in each process, so that the screens of the others stay quick.
 * Resolves to what ends one's turn; refuses with `rate.limited` when it does not come.
 */
export async function takeTurn(workspace: string): Promise<() => void> {
  const until = performance.now() + patience
  for (let before = running.get(workspace); before; before = running.get(workspace)) {
    const left = until - performance.now()
    if (left <= 0 || !(await endsWithin(before, left))) fail('rate.limited', { retryAfter: 10 })
  }
  let end = () => {}
  const turn = new Promise<void>((resolve) => {
    end = resolve
  })
  running.set(workspace, turn)
  return () => {
    if (running.get(workspace) === turn) running.delete(workspace)
    end()
  }
}

async function endsWithin(work: Promise<void>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds)
  })
  const done = await Promise.race([work.then(() => true), late])
  clearTimeout(timer)
  return done
}
