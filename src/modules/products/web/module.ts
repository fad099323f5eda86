import { defineWebModule } from '../../../web/app/web-module.ts'
import { defineRecords } from '../../../web/records/define-records.tsx'
import type { RecordScreens } from '../../../web/records/screens.ts'
import { product } from '../product.entity.ts'

const productRecords: RecordScreens = {
  entity: product,
  icon: 'product',
  layouts: ['list'],
  views: [{ id: 'all', filter: { all: [] } }],
  sort: ['name'],
  columns: ['name', 'sku', 'category', 'price', 'updatedAt'],
  card: ['sku', 'category', 'price'],
  tells: ['sku', 'price'],
  sections: [
    { id: 'main', fields: ['name', 'sku', 'category', 'price'] },
    { id: 'system', fields: ['createdAt', 'updatedAt'] },
  ],
  complete: ['sku', 'category', 'price'],
  create: { fields: ['name', 'sku', 'category', 'price'] },
  related: [{ entity: 'deal', by: 'product', tells: ['amount'] }],
}

/** What one sells. */
export const productsWeb = defineWebModule({
  name: 'products',
  ...defineRecords(productRecords, { group: 'trade', order: 10 }),
})
