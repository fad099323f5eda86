import { useState } from 'react'
import type { KeyScopes } from '../../../../kernel/access/key-scopes.ts'
import { grantOf } from '../../../../kernel/access/rights.ts'
import { useCommand } from '../../../../web/api/commands.ts'
import { useRecords } from '../../../../web/api/records.ts'
import { useCan, useSession } from '../../../../web/api/session.ts'
import { useForm } from '../../../../web/app/use-form.ts'
import { type Translate, useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Chips } from '../../../../web/ui/chips.tsx'
import { CopyField } from '../../../../web/ui/copy-field.tsx'
import { TextInput } from '../../../../web/ui/inputs.tsx'
import { PlainSelect } from '../../../../web/ui/plain-select.tsx'
import { Select } from '../../../../web/ui/select.tsx'
import { ErrorBox } from '../../../../web/ui/small.tsx'
import { role } from '../../index.ts'
import { createApiKey, createServiceKey } from '../../people.commands.ts'
import { named } from './members.ts'
import css from './people.module.css'
import { useRightsObjects } from './rights-objects.ts'

const mays = ['all', 'read', 'some'] as const
const periods = ['none', '30', '90', '365'] as const
const levels = ['none', 'read', 'write'] as const
type Level = (typeof levels)[number]

interface Wanted {
  name: string
  actsAs: 'me' | 'service'
  role: string | null
  may: (typeof mays)[number]
  chosen: Partial<Record<string, Level>>
  period: (typeof periods)[number]
}

const blank: Wanted = { name: '', actsAs: 'me', role: null, may: 'all', chosen: {}, period: '365' }
const touches = [{ entity: 'apiKey' }, { entity: 'user' }]

/** Makes a key: for which program, as whom, what for and until when. Shows it once. */
export function KeyForm({ onClose }: { onClose: () => void }) {
  const t = useT()
  const mayServe = useCan('settings:update')
  const [key, setKey] = useState<string | null>(null)
  const own = useCommand(createApiKey, { touches })
  const service = useCommand(createServiceKey, { touches })
  const form = useForm({
    initial: blank,
    required: ['name'],
    check: ({ actsAs, role, may, chosen }) => ({
      role: actsAs === 'service' && !role ? 'value.required' : null,
      chosen:
        may === 'some' && Object.keys(scopesOf(may, chosen) ?? {}).length === 0 ? 'value.required' : null,
    }),
    submit: async ({ name, actsAs, role, may, chosen, period }) => {
      const wanted = { name: name.trim(), scopes: scopesOf(may, chosen), expiresAt: endOf(period) }
      const made =
        actsAs === 'service' && role ? await service.run({ ...wanted, role }) : await own.run(wanted)
      setKey(made.key)
    },
  })
  if (key) return <NewKey value={key} onClose={onClose} />
  const { actsAs, may, chosen } = form.values
  return (
    <form {...form.formProps} className={css.form}>
      <TextInput
        {...form.field('name')}
        label={t('people.keys.name')}
        description={t('people.keys.nameHelp')}
        maxLength={80}
        autoFocus
      />
      {mayServe && (
        <Chips
          label={t('people.keys.actsAs')}
          name="actsAs"
          value={actsAs}
          onChange={(next) => form.set('actsAs', next)}
          options={[
            { value: 'me', label: t('people.keys.actsAsMe') },
            { value: 'service', label: t('people.keys.actsAsService') },
          ]}
        />
      )}
      {actsAs === 'service' && <RoleField field={form.field('role')} />}
      <Select
        {...form.field('may')}
        label={t('people.keys.scope')}
        options={mays.map((value) => ({ value, label: t(`people.keys.may.${value}`) }))}
        onChange={(next) => form.set('may', next ?? 'all')}
      />
      {may === 'some' && (
        <Levels
          chosen={chosen}
          isWrong={Boolean(form.field('chosen').error)}
          onChange={(next) => form.set('chosen', next)}
        />
      )}
      <Select
        {...form.field('period')}
        label={t('people.keys.until')}
        options={periods.map((value) => ({ value, label: t(`people.keys.days.${value}`) }))}
        onChange={(next) => form.set('period', next ?? 'none')}
      />
      {form.error && <ErrorBox>{form.error}</ErrorBox>}
      <div className={css.buttons}>
        <Button onClick={onClose}>{t('shell.cancel')}</Button>
        <Button type="submit" variant="primary" loading={form.isPending}>
          {t('people.keys.submit')}
        </Button>
      </div>
    </form>
  )
}

interface RoleFieldProps {
  field: { name: string; value: string | null; onChange: (value: string | null) => void; error?: string }
}

function RoleField({ field }: RoleFieldProps) {
  const t = useT()
  const roles = useRecords(role, { sort: ['name'], limit: 200 })
  return (
    <Select
      {...field}
      label={t('people.keys.role')}
      description={t('people.keys.serviceHelp')}
      options={roles.rows.map(named).map(({ id, name }) => ({ value: id, label: name }))}
      required
    />
  )
}

interface LevelsProps {
  chosen: Wanted['chosen']
  isWrong: boolean
  onChange: (chosen: Wanted['chosen']) => void
}

/** The kinds of records the maker may see himself, each with how much of it the key is for. */
function Levels({ chosen, isWrong, onChange }: LevelsProps) {
  const t = useT()
  const { grants } = useSession()
  const options = levels.map((value) => ({ value, label: t(`people.keys.levels.${value}`) }))
  const seen = useRightsObjects().filter(({ id }) => grantOf(grants, id, 'read') !== 'no')
  return (
    <div>
      <div className={css.levels}>
        {seen.map(({ id, name }) => (
          <Line key={id} t={t} name={name} level={chosen[id] ?? 'none'} options={options}>
            {(level) => onChange({ ...chosen, [id]: level })}
          </Line>
        ))}
      </div>
      {isWrong && (
        <p className={css.levelsProblem} role="alert">
          {t('people.keys.chooseSome')}
        </p>
      )}
    </div>
  )
}

interface LineProps {
  t: Translate
  name: string
  level: Level
  options: { value: Level; label: string }[]
  children: (level: Level) => void
}

function Line({ t, name, level, options, children: choose }: LineProps) {
  return (
    <>
      <span>{name}</span>
      <PlainSelect
        aria-label={`${name}: ${t('people.keys.scope')}`}
        value={level}
        options={options}
        tone={level === 'none' ? 'quiet' : level === 'write' ? 'strong' : 'normal'}
        onChange={choose}
      />
    </>
  )
}

function NewKey({ value, onClose }: { value: string; onClose: () => void }) {
  const t = useT()
  return (
    <div className={css.form}>
      <p>{t('people.keys.once')}</p>
      <CopyField value={value} label={t('people.keys.key')} />
      <p>{t('people.keys.first')}</p>
      <CopyField
        value={`curl -H "Authorization: Bearer ${value}" ${window.location.origin}/api/v1/deals`}
        label={t('people.keys.first')}
      />
      <div className={css.buttons}>
        <Button variant="primary" onClick={onClose}>
          {t('shell.close')}
        </Button>
      </div>
    </div>
  )
}

function scopesOf(may: Wanted['may'], chosen: Wanted['chosen']): KeyScopes | null {
  if (may === 'all') return null
  if (may === 'read') return { '*': 'read' }
  return Object.fromEntries(
    Object.entries(chosen).flatMap(([object, level]) => (level && level !== 'none' ? [[object, level]] : [])),
  )
}

function endOf(period: Wanted['period']): string | null {
  return period === 'none' ? null : new Date(Date.now() + Number(period) * 86_400_000).toISOString()
}
