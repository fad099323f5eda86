import type { Entity } from '../../src/kernel/entities/entity.ts'
import type { Field } from '../../src/kernel/fields/f.ts'
import type { TestApp } from './test-app.ts'

/** A valid value of a field, different for each `n`; refs lead to a record made for the purpose. */
async function sampleValue(app: TestApp, name: string, field: Field, n: number): Promise<unknown> {
  switch (field.type.name) {
    case 'text':
    case 'longText':
      return name === 'entity'
        ? 'lead'
        : name === 'timeZone'
          ? 'Europe/Moscow'
          : `${name} Ёж №${n}`.slice(0, field.options.max ?? 100)
    case 'integer':
      return Math.min(field.options.max ?? 1_000_000, Math.max(field.options.min ?? 0, 1) + (n % 17))
    case 'money':
      return { amount: 100_050 + n, currency: n % 2 ? 'RUB' : 'USD' }
    case 'date':
      return `2026-0${1 + (n % 9)}-15`
    case 'dateTime':
      return `2026-0${1 + (n % 9)}-15T10:30:00.000Z`
    case 'boolean':
      return n % 2 === 0
    case 'choice':
      return field.options.choices[n % field.options.choices.length]
    case 'email':
      return `person${n}@example.com`
    case 'phone':
      return `+7916${String(1_000_000 + n).slice(-7)}`
    case 'url':
      return `https://example.com/${n}`
    case 'ref':
      return existing(app, field.options.to, n)
    case 'refs':
      return existingMany(app, field.options.to, n)
    case 'json':
      return jsonValue(name)
    default:
      throw new Error(`no sample for field type ${field.type.name}`)
  }
}

/** Values for every field a client may set, refs of one story agreeing with one another. */
export async function sampleRecord(
  app: TestApp,
  entity: Entity,
  n: number,
): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(entity.fields))
    if (!field.readOnly) values[name] = await sampleValue(app, name, field, n)
  if (entity.worked) Object.assign(values, await stageOf(app, entity.name))
  if (entity.name === 'plan') values.user = (await app.signIn('sales_manager')).userId
  if (entity.name === 'script') values.attempt = 4 + (n % 15)
  if (entity.name === 'role') values.name = `Role ${n}`
  return values
}

async function existing(app: TestApp, name: string, n: number): Promise<string | null> {
  if (name === 'user') return app.admin.userId
  const entity = app.services.registry.catalog.entity(name)
  const [found] = await app.rows<{ id: string }>(`select id from ${entity.table} order by created_at limit 1`)
  if (found) return found.id
  const title =
    name === 'company' || name === 'contact' || name === 'product' || name === 'team' ? 'name' : 'title'
  const made = await app.admin.post(`/${entity.table}`, { [title]: `Sample ${name} ${n}` })
  if (made.status !== 201) throw new Error(`${name}: ${JSON.stringify(made.body)}`)
  return made.body.item.id
}

/** Two records made for the purpose, so that no two samples share them. */
async function existingMany(app: TestApp, name: string, n: number): Promise<string[]> {
  const { table, title } = app.services.registry.catalog.entity(name)
  const made = await Promise.all(
    ['a', 'b'].map((half) =>
      app.admin.post(`/${table}`, { [title]: `${name} ${n} ${half} ${Math.random()}` }),
    ),
  )
  return made.map(({ body }) => body.item.id)
}

async function stageOf(app: TestApp, worksOn: string) {
  const [row] = await app.rows<{ stage: string; pipeline: string }>(
    'select s.id as stage, p.id as pipeline from stages s join pipelines p on p.id = s.pipeline_id where p.works_on = $1 order by s.position limit 1',
    [worksOn],
  )
  if (!row) throw new Error(`no stage for ${worksOn}`)
  return row
}

function jsonValue(name: string): unknown {
  const values: Record<string, unknown> = {
    grants: { lead: { read: 'all' } },
    fieldLimits: { contact: { phone: 'masked' } },
    answers: { budget: 'до 100 тысяч' },
    questions: [{ id: 'who', text: 'Кто решает?' }],
    refusalReasons: ['Дорого'],
    config: { layout: 'list', sort: ['-createdAt'] },
  }
  return values[name]
}
