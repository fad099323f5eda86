export { file } from './file.entity.ts'
