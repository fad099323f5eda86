import { sql } from 'kysely'
import type { ServerModule } from '../../../server/registry.ts'
import { view } from '../view.entity.ts'

/** A view is seen by its owner, by the owner's team when shared with it, or by everyone. */
export const viewsServer: ServerModule = {
  name: 'views',
  entities: [view],
  visibility: {
    view: ({ actor }) => sql<boolean>`(
      t.owner_id = ${actor.userId} or t.sharing = 'everyone'
      or (t.sharing = 'team' and t.owner_id = any(${actor.teamMemberIds}::uuid[])))`,
  },
}
