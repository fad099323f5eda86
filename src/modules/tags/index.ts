export { longestTag, mostTags, type TagColour, tag, tagColours } from './tag.entity.ts'
