import { sql } from 'kysely'
import type { ServerModule } from '../../../server/registry.ts'
import { view } from '../view.entity.ts'
import { defaultViews } from './default-views.ts'

/** A view is seen by its owner, by the owner's team when shared with it, or by everyone. */
export const viewsServer: ServerModule = {
  name: 'views',
  entities: [view],
  hooks: [defaultViews],
  visibility: {
    view: ({ actor }, alias) => {
      const owner = sql.ref(`${alias}.owner_id`)
      const sharing = sql.ref(`${alias}.sharing`)
      return sql<boolean>`(
        ${owner} = ${actor.userId} or ${sharing} = 'everyone'
        or (${sharing} = 'team' and ${owner} = any(${actor.teamMemberIds}::uuid[])))`
    },
  },
}
