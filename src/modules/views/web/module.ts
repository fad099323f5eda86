import { defineWebModule } from '../../../web/app/web-module.ts'
import { view } from '../view.entity.ts'

/** Saved views are kept and chosen in the lists they belong to. */
export const viewsWeb = defineWebModule({ name: 'views', nouns: [view] })
