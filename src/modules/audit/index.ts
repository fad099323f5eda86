export { type Anchor, anchorOf, readAnchor } from './audit.commands.ts'
