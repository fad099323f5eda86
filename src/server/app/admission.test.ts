import { expect, it, vi } from 'vitest'
import { createAdmission } from './admission.ts'

const one = { atOnce: 1, ofOneGroup: 1, mostSlow: 0 }
const busy = { code: 'server.busy', params: { retryAfter: expect.any(Number) } }

it('a workspace never takes the last places', async () => {
  const admission = createAdmission({ atOnce: 3, ofOneGroup: 2 })
  await admission.enter('a')
  await admission.enter('a')
  const third = admission.enter('a').catch((error) => error)
  await expect(admission.enter('b')).resolves.toBeTypeOf('function')
  admission.close()
  expect(await third).toMatchObject(busy)
})

it('workspaces take turns, whoever asks for more', async () => {
  const admission = createAdmission({ atOnce: 1, ofOneGroup: 1 })
  const served: string[] = []
  const work = async (group: string) => {
    const leave = await admission.enter(group)
    served.push(group)
    await Promise.resolve()
    leave()
  }
  await Promise.all(['a', 'a', 'a', 'a', 'b', 'b'].map(work))
  expect(served).toEqual(['a', 'a', 'b', 'a', 'b', 'a'])
  admission.close()
})

it('a place given back twice is one place', async () => {
  const admission = createAdmission({ atOnce: 1, ofOneGroup: 1 })
  const leave = await admission.enter('a')
  leave()
  leave()
  await admission.enter('a')
  const second = admission.enter('a').catch((error) => error)
  admission.close()
  expect(await second).toMatchObject(busy)
})

it('a rush is waited out; beyond a full line the oldest is refused', async () => {
  const admission = createAdmission({ ...one, inLine: 2 })
  const leave = await admission.enter('a')
  const first = admission.enter('a').catch((error) => error)
  const others = [admission.enter('a'), admission.enter('a')]
  expect(await first).toMatchObject(busy)
  expect(admission.isInVain('a')).toBe(false)
  leave()
  for (const other of others) (await other)()
  admission.close()
})

it('one that waits for something else gives its place to the next', async () => {
  const admission = createAdmission({ atOnce: 1, ofOneGroup: 1, slow: 0, mostSlow: 1 })
  const leave = await admission.enter('a')
  const second = await admission.enter('a')
  const third = admission.enter('a').catch((error) => error)
  leave()
  second()
  await expect(third).resolves.toBeTypeOf('function')
  admission.close()
})

it('whoever has gone away takes no place', async () => {
  const admission = createAdmission({ atOnce: 1, ofOneGroup: 1 })
  const leave = await admission.enter('a')
  const gone = new AbortController()
  const given = admission.enter('a', gone.signal).catch((error) => error)
  const patient = admission.enter('a')
  gone.abort()
  expect(await given).toMatchObject(busy)
  leave()
  await expect(patient).resolves.toBeTypeOf('function')
  admission.close()
})

it('a line that stands is kept short', async () => {
  vi.useFakeTimers({ now: 0 })
  try {
    const admission = createAdmission({ ...one, rush: 1000, shortLine: 1, shortPatience: 300 })
    const leave = await admission.enter('a')
    const told: string[] = []
    const ask = (name: string) =>
      admission.enter('a').then(leaveAnd(told, name), () => told.push(`${name} refused`))
    void ask('first')
    await vi.advanceTimersByTimeAsync(900)
    expect(admission.isInVain('a')).toBe(false)
    void ask('second')
    await vi.advanceTimersByTimeAsync(150)
    expect(told).toEqual(['first refused'])
    expect(admission.isInVain('a')).toBe(true)
    leave()
    await vi.advanceTimersByTimeAsync(0)
    expect(told).toEqual(['first refused', 'second served'])
    admission.close()
  } finally {
    vi.useRealTimers()
  }
})

it('one that has asked for more than a rush works while another that is at ease does not, and now and then', async () => {
  vi.useFakeTimers({ now: 0 })
  try {
    const admission = createAdmission({
      atOnce: 3,
      ofOneGroup: 2,
      betweenOthers: 200,
      inLine: 3,
      mostSlow: 0,
    })
    const leaves = [await admission.enter('a'), await admission.enter('a')]
    const begun: string[] = []
    const line = ['first', 'second', 'third', 'fourth'].map((name) =>
      admission.enter('a').then(
        (leave) => {
          begun.push(name)
          return leave
        },
        () => undefined,
      ),
    )
    const leaveOther = await admission.enter('b')
    for (const leave of leaves) leave()
    await vi.advanceTimersByTimeAsync(150)
    expect(begun).toEqual([])
    await vi.advanceTimersByTimeAsync(100)
    expect(begun).toEqual(['second'])
    const leaveSecond = await line[1]
    leaveSecond?.()
    await vi.advanceTimersByTimeAsync(100)
    expect(begun).toEqual(['second'])
    leaveOther()
    await vi.advanceTimersByTimeAsync(0)
    expect(begun).toEqual(['second', 'third'])
    admission.close()
  } finally {
    vi.useRealTimers()
  }
})

it('has its places again when the other has gone', async () => {
  vi.useFakeTimers({ now: 0 })
  try {
    const admission = createAdmission({
      atOnce: 3,
      ofOneGroup: 2,
      inLine: 2,
      mostSlow: 0,
      shortPatience: 5000,
    })
    const leaves = [await admission.enter('a'), await admission.enter('a')]
    const begun: string[] = []
    for (const name of ['first', 'second', 'third'])
      admission.enter('a').then(
        () => begun.push(name),
        () => undefined,
      )
    const leaveOther = await admission.enter('b')
    for (const leave of leaves) leave()
    leaveOther()
    await vi.advanceTimersByTimeAsync(500)
    expect(begun).toEqual(['second'])
    await vi.advanceTimersByTimeAsync(600)
    expect(begun).toEqual(['second', 'third'])
    admission.close()
  } finally {
    vi.useRealTimers()
  }
})

it('a line that was full is no rush any more', async () => {
  const admission = createAdmission({ ...one, inLine: 2, shortLine: 1 })
  await admission.enter('a')
  const lines = [1, 2].map(() => admission.enter('a').catch((error) => error))
  expect(admission.isInVain('a')).toBe(false)
  lines.push(admission.enter('a').catch((error) => error))
  expect(admission.isInVain('a')).toBe(true)
  admission.close()
  for (const line of lines) expect(await line).toMatchObject(busy)
})

it('of a line that overflows the newest are served', async () => {
  const admission = createAdmission({ ...one, shortLine: 2 })
  const leave = await admission.enter('a')
  const served: string[] = []
  const lines = ['first', 'second', 'third'].map((name) =>
    admission.enter('a').then((next) => {
      served.push(name)
      next()
    }),
  )
  leave()
  await Promise.all(lines)
  expect(served).toEqual(['third', 'second', 'first'])
  admission.close()
})

function leaveAnd(told: string[], name: string) {
  return (leave: () => void) => {
    told.push(`${name} served`)
    leave()
  }
}
