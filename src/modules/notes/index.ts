export { note } from './note.entity.ts'
