export { company, contact } from './customers.entity.ts'
