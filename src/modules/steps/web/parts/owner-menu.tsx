import { useState } from 'react'
import { useSession } from '../../../../web/api/session.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Menu } from '../../../../web/ui/menu.tsx'
import { useColleagues } from './colleagues.ts'

export interface OwnerMenuProps {
  value: string
  /** The name of the owner, as far as it is known. */
  title?: string
  /** A part of a sentence rather than a control. */
  quiet?: boolean
  onChange: (user: string) => void
}

/** The owner of a step as a button that opens the colleagues. */
export function OwnerMenu({ value, title, quiet = false, onChange }: OwnerMenuProps) {
  const t = useT()
  const { user } = useSession()
  const [opened, setOpened] = useState(false)
  const { colleagues, isLoading } = useColleagues(opened)
  const name =
    value === user.id ? t('steps.me') : (title ?? colleagues.find(({ id }) => id === value)?.name ?? '—')
  return (
    <Menu
      position={quiet ? 'bottom-start' : 'top-start'}
      opened={opened}
      onChange={setOpened}
      items={
        isLoading
          ? [{ id: 'loading', label: t('shell.loading'), disabled: true, onSelect: () => {} }]
          : colleagues.map((one) => ({
              id: one.id,
              label: one.id === user.id ? `${one.name} (${t('steps.me')})` : one.name,
              checked: one.id === value,
              onSelect: () => onChange(one.id),
            }))
      }
      target={
        <Button
          icon="user"
          size={quiet ? 'small' : 'medium'}
          variant={quiet ? 'subtle' : 'default'}
          trailingIcon={quiet ? undefined : 'chevronDown'}
        >
          <span className="visually-hidden">{t('steps.owner')}: </span>
          {name}
        </Button>
      }
    />
  )
}
