export { longestTag } from '../../kernel/commands/tag-names.ts'
export { mostTags, type TagColour, tag, tagColours } from './tag.entity.ts'
