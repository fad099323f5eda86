import { z } from 'zod'
import { defineEntity } from '../../kernel/entities/entity.ts'
import { f } from '../../kernel/fields/f.ts'

/** The way a lead or a deal goes, stage by stage. */
export const pipeline = defineEntity({
  name: 'pipeline',
  table: 'pipelines',
  title: 'name',
  rightsObject: 'settings',
  fields: {
    name: f.text({ required: true, max: 80 }),
    worksOn: f.choice(['lead', 'deal'], { required: true, createOnly: true }),
    position: f.integer({ required: true, default: 0 }),
    /** Refusal reasons offered, in order. */
    refusalReasons: f.json(z.array(z.string().min(1).max(120)).max(30), { default: [] }),
  },
})

/**
 * A stage of a pipeline with the step it suggests. `stepDelayMinutes` counts from the moment the stage is
 * entered; a delay of a day or more keeps to 10:00 of the working day it falls on.
 */
export const stage = defineEntity({
  name: 'stage',
  table: 'stages',
  title: 'name',
  rightsObject: 'settings',
  fields: {
    name: f.text({ required: true, max: 80 }),
    pipeline: f.ref('pipeline', { required: true, createOnly: true }),
    position: f.integer({ required: true, default: 0 }),
    probability: f.integer({ min: 0, max: 100, default: 0 }),
    stepKind: f.ref('stepKind', { required: true }),
    stepDelayMinutes: f.integer({ required: true, min: 0, max: 527_040, default: 1440 }),
  },
})

/** What kind of act a step is: a call, a letter, a meeting. */
export const stepKind = defineEntity({
  name: 'stepKind',
  table: 'step_kinds',
  title: 'name',
  rightsObject: 'settings',
  fields: {
    name: f.text({ required: true, max: 60, unique: true }),
    icon: f.choice(['phone', 'mail', 'message', 'meeting', 'task', 'document'], { required: true }),
    position: f.integer({ required: true, default: 0 }),
  },
})

/** One question of a script. With `field` the answer is written to that field of the record, else to its answers. */
export const questionShape = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  text: z.string().min(1).max(300),
  field: z.string().max(60).optional(),
})

/** What to say and ask at the n-th attempt in a pipeline; the last one serves later attempts too. */
export const script = defineEntity({
  name: 'script',
  table: 'scripts',
  title: 'name',
  rightsObject: 'settings',
  fields: {
    name: f.text({ required: true, max: 120 }),
    pipeline: f.ref('pipeline', { required: true }),
    attempt: f.integer({ required: true, min: 1, max: 20, default: 1 }),
    opening: f.longText({ max: 2000 }),
    questions: f.json(z.array(questionShape).max(30), { required: true, default: [] }),
  },
})
