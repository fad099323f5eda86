export { product } from './product.entity.ts'
