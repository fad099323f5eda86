export { deal } from './deal.entity.ts'
