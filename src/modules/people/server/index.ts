import type { ServerModule } from '../../../server/registry.ts'
import { role, team, user } from '../people.entity.ts'
import {
  createApiKeyHandler,
  createServiceKeyHandler,
  listApiKeysAnswer,
  revokeApiKeyHandler,
} from './api-keys.ts'
import { createPeople } from './create-people.ts'
import { activateUserHandler, deactivateUserHandler } from './deactivate-user.ts'
import { inviteUserHandler } from './invite-user.ts'
import { roleHooks, teamHooks } from './role-hooks.ts'
import { updateWorkspaceHandler } from './update-workspace.ts'
import { userHooks } from './user-hooks.ts'

export const peopleServer: ServerModule = {
  name: 'people',
  entities: [role, team, user],
  commands: [
    inviteUserHandler,
    deactivateUserHandler,
    activateUserHandler,
    createApiKeyHandler,
    createServiceKeyHandler,
    revokeApiKeyHandler,
    updateWorkspaceHandler,
  ],
  queries: [listApiKeysAnswer],
  hooks: [userHooks, roleHooks, teamHooks],
  onWorkspaceCreated: createPeople,
}

export { ownExportRows } from './people.queries.ts'
