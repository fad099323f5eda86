import { useState } from 'react'
import { useSession } from '../../../../web/api/session.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { ChoiceButton } from './choice-button.tsx'
import { type Colleague, useColleagues } from './colleagues.ts'
import { LazyMenu } from './lazy-menu.tsx'

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
  // A colleague just chosen is not among the names that came with the record.
  const [picked, setPicked] = useState<Colleague | null>(null)
  const name = value === user.id ? t('steps.me') : picked?.id === value ? picked.name : (title ?? '—')
  return (
    <LazyMenu
      position={quiet ? 'bottom-start' : 'top-start'}
      onChange={setOpened}
      items={
        isLoading
          ? [{ id: 'loading', label: t('shell.loading'), disabled: true, onSelect: () => {} }]
          : colleagues.map((one) => ({
              id: one.id,
              label: one.id === user.id ? `${one.name} (${t('steps.me')})` : one.name,
              checked: one.id === value,
              onSelect: () => {
                setPicked(one)
                onChange(one.id)
              },
            }))
      }
      target={
        <ChoiceButton label={t('steps.owner')} icon="user" quiet={quiet}>
          {name}
        </ChoiceButton>
      }
    />
  )
}
