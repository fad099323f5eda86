import { useState } from 'react'
import { useSession } from '../../../../web/api/session.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Avatar } from '../../../../web/ui/small.tsx'
import { useColleagues } from './colleagues.ts'
import { LazyMenu } from './lazy-menu.tsx'

export interface OwnerSwitchProps<Group extends string> {
  /** Undefined: oneself. */
  value: string | undefined
  onChange: (owner: string | undefined) => void
  /** Choices besides people, such as the whole team. */
  groups?: readonly { value: Group; label: string }[]
}

/** Whose steps are shown; only there for those who may see the steps of others. */
export function OwnerSwitch<Group extends string>({ value, onChange, groups = [] }: OwnerSwitchProps<Group>) {
  const t = useT()
  const { user, grants } = useSession()
  const scope = grants.step?.read
  const [opened, setOpened] = useState(false)
  const { colleagues } = useColleagues(
    opened || (value !== undefined && groups.every((group) => group.value !== value)),
  )
  if (scope !== 'all' && scope !== 'team') return null
  const visible = colleagues.filter(
    (one) => one.id !== user.id && (scope === 'all' || one.team === user.team?.id),
  )
  const name =
    groups.find((group) => group.value === value)?.label ?? colleagues.find(({ id }) => id === value)?.name
  return (
    <LazyMenu
      position="bottom-end"
      onChange={setOpened}
      width={240}
      items={[
        {
          id: 'me',
          label: t('steps.ofMe'),
          checked: value === undefined,
          onSelect: () => onChange(undefined),
        },
        ...groups.map((group) => ({
          id: group.value,
          label: group.label,
          checked: value === group.value,
          onSelect: () => onChange(group.value),
        })),
        ...(visible.length > 0 ? (['divider'] as const) : []),
        ...visible.map((one) => ({
          id: one.id,
          label: one.name,
          checked: one.id === value,
          onSelect: () => onChange(one.id),
        })),
      ]}
      target={
        <Button size="small" trailingIcon="chevronDown">
          <span className="visually-hidden">{t('steps.whose')}: </span>
          <span style={{ display: 'inline-flex', gap: 6, alignItems: 'center' }}>
            <Avatar name={name ?? user.name} size={20} />
            {value === undefined ? t('steps.ofMe') : (name ?? '…')}
          </span>
        </Button>
      }
    />
  )
}
