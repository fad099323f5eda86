export { resetLayout, saveLayout } from './layout.commands.ts'
export { layout } from './layout.entity.ts'
