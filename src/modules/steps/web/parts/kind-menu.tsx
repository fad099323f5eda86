import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Menu } from '../../../../web/ui/menu.tsx'
import { useKinds } from './kinds.ts'

export interface KindMenuProps {
  value: string | null
  /** A part of a sentence rather than a control. */
  quiet?: boolean
  onChange: (kind: string) => void
}

/** The kind of a step as a button that opens the kinds there are. */
export function KindMenu({ value, quiet = false, onChange }: KindMenuProps) {
  const t = useT()
  const { kinds, kindOf } = useKinds()
  const chosen = value === null ? null : kindOf(value)
  return (
    <Menu
      position={quiet ? 'bottom-start' : 'top-start'}
      width={200}
      items={kinds.map(({ id, name, icon }) => ({
        id,
        label: name,
        icon,
        checked: id === value,
        onSelect: () => onChange(id),
      }))}
      target={
        <Button
          icon={chosen?.icon ?? 'task'}
          size={quiet ? 'small' : 'medium'}
          variant={quiet ? 'subtle' : 'default'}
          trailingIcon={quiet ? undefined : 'chevronDown'}
        >
          <span className="visually-hidden">{t('steps.kind')}: </span>
          {chosen?.name || t('steps.kind')}
        </Button>
      }
    />
  )
}
