import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../../server/context.ts'
import { createRecords } from '../../../server/records/write.ts'
import type { Founding } from '../../../server/registry.ts'
import { defaultRoles } from '../defaults/roles.ts'
import { role, user } from '../people.entity.ts'

/** Gives a new workspace its roles and its first administrator. */
export async function createPeople(ctx: Ctx, { locale, admin }: Founding): Promise<void> {
  const roles = defaultRoles(locale).map((values) => ({
    id: uuidv7(),
    values: { ...values, ...(values.key === 'administrator' && { exportRows: null }) },
    extra: {},
  }))
  await createRecords(ctx, role, roles)
  const administrator = roles.find(({ values }) => values.key === 'administrator')!
  const values = { name: admin.name, email: admin.email, role: administrator.id }
  await createRecords(ctx, user, [{ id: admin.id, values, extra: {} }])
}
