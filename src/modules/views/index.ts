export { view, viewShape } from './view.entity.ts'
