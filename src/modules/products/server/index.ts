import type { ServerModule } from '../../../server/registry.ts'
import { product } from '../product.entity.ts'

export const productsServer: ServerModule = { name: 'products', entities: [product] }
