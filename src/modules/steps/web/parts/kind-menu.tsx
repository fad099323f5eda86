import { useT } from '../../../../web/text/i18n.ts'
import { ChoiceButton } from './choice-button.tsx'
import { useKinds } from './kinds.ts'
import { LazyMenu } from './lazy-menu.tsx'

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
    <LazyMenu
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
        <ChoiceButton label={t('steps.kind')} icon={chosen?.icon ?? 'task'} quiet={quiet}>
          {chosen?.name || t('steps.kind')}
        </ChoiceButton>
      }
    />
  )
}
