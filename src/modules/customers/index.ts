export { type Basis, bases, basisFields } from './basis.ts'
export { company, contact } from './customers.entity.ts'
