import { longestTag } from '../../kernel/commands/tag-names.ts'
import { defineEntity } from '../../kernel/entities/entity.ts'
import { f } from '../../kernel/fields/f.ts'

/** Most tags of a workspace: what nobody can survey sorts nothing. */
export const mostTags = 1000

/** Colours a tag may have; each reads on light and dark ground. */
export const tagColours = [
  'grey',
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'violet',
  'pink',
] as const

export type TagColour = (typeof tagColours)[number]

/** A word records of all kinds are sorted by. */
export const tag = defineEntity({
  name: 'tag',
  table: 'tags',
  title: 'name',
  fields: {
    name: f.text({ required: true, max: longestTag, unique: true }),
    colour: f.choice(tagColours, { required: true, default: 'grey' }),
    /** Offered no more; records that bear it keep it. */
    isArchived: f.boolean({ default: false }),
  },
})
