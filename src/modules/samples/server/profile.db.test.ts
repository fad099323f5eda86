import { expect, it } from 'vitest'
import { Session } from 'node:inspector/promises'
import { writeFileSync } from 'node:fs'
import pg from 'pg'
import { startTestApp } from '../../../../tests/helpers/test-app.ts'
import { loadSamples } from './load-samples.ts'
it('profiles', async () => {
  const app = await startTestApp({ locale: 'ru', model: 'collaborative' })
  const counts = new Map<string, [number, number]>()
  const original = pg.Client.prototype.query as any
  pg.Client.prototype.query = function (this: any, ...args: any[]) {
    const text = String(typeof args[0] === 'string' ? args[0] : args[0]?.text).replace(/\s+/g, ' ').slice(0, 90)
    const t = performance.now()
    const result = original.apply(this, args)
    if (result?.then) result.then(() => { const [n, ms] = counts.get(text) ?? [0, 0]; counts.set(text, [n + 1, ms + performance.now() - t]) }, () => {})
    return result
  } as any
  const session = new Session(); session.connect(); await session.post('Profiler.enable'); await session.post('Profiler.start')
  const u = process.cpuUsage(); const t = performance.now()
  await app.act((ctx) => loadSamples(ctx), app.admin.userId)
  const c = process.cpuUsage(u)
  console.log('wall', performance.now() - t, 'cpu', (c.user + c.system) / 1000)
  const { profile } = await session.post('Profiler.stop')
  writeFileSync('/tmp/load.cpuprofile', JSON.stringify(profile))
  console.log([...counts].sort((a, b) => b[1][1] - a[1][1]).slice(0, 25).map(([q, [n, ms]]) => `${n} × ${(ms / n).toFixed(2)} = ${ms.toFixed(0)} ${q}`).join('\n'))
  await app.close()
  expect(1).toBe(1)
}, 120_000)
