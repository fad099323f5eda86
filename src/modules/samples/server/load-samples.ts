import { uuidv7 } from 'uuidv7'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { writeAct } from '../../../server/events/events.ts'
import { createRecords } from '../../../server/records/write.ts'
import type { Values } from '../../../server/registry.ts'
import { company, contact } from '../../customers/index.ts'
import { deal } from '../../deals/index.ts'
import { lead } from '../../leads/index.ts'
import { carryTimeline } from '../../leads/server/index.ts'
import { note } from '../../notes/index.ts'
import { role, team, user } from '../../people/index.ts'
import { product } from '../../products/index.ts'
import { plan } from '../../steps/index.ts'
import { generateSamples } from '../generator/generate.ts'
import type { Key, SampleCompany } from '../generator/sample.ts'
import { backThen } from './back-then.ts'
import { findPlaces } from './places.ts'
import { type Deed, deedsOf } from './replay.ts'
import { findByText, lockSample, markSample, planners } from './samples.queries.ts'

export interface LoadedSamples {
  /** User ids by the key of the person in the sample. */
  users: ReadonlyMap<Key, string>
  counts: { companies: number; contacts: number; leads: number; deals: number; steps: number }
}

export interface LoadOptions {
  seed?: string
  /** Plays the best of the managers, so that somebody's own Today is not empty. */
  lead?: string
}

/**
 * Brings an invented company into the workspace by living through its last months: everything that happened is
 * done again, in order and at its time, by the verbs of the product. All of it is one act and cannot be undone
 * step by step; `removeSamples` takes it away again. Refuses while there is a sample.
 */
export async function loadSamples(ctx: Ctx, { seed = 'onward', lead: star }: LoadOptions = {}): Promise<LoadedSamples> {
  if (await lockSample(ctx)) fail('sample.already-loaded')
  const { locale, country, currency, timeZone, model } = ctx.workspace
  const sample = generateSamples({ seed, locale, country, currency, timeZone, model, now: ctx.now })
  const stage = new Stage(ctx, sample)
  await stage.hirePeople(star)
  await stage.liveThrough()
  return stage.leave()
}
