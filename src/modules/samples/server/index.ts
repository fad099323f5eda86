import { handle, type ServerModule } from '../../../server/registry.ts'
import { loadSample, removeSample } from '../sample.commands.ts'
import { loadSamples } from './load-samples.ts'
import { removeSamples } from './remove-samples.ts'

const loadHandler = handle(loadSample, async (ctx) => {
  const { counts } = await loadSamples(ctx, { star: ctx.actor.userId })
  return counts
})

const removeHandler = handle(removeSample, (ctx) => removeSamples(ctx))

export const samplesServer: ServerModule = {
  name: 'samples',
  commands: [loadHandler, removeHandler],
}

export { type DemoSignIn, foundDemo } from './found-demo.ts'
