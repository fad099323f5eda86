export { type DefaultRole, defaultRoles, type RoleKey } from './defaults/roles.ts'
export { role, team, user } from './people.entity.ts'
