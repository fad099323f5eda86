import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import type { Kinds } from '../parts/kinds.ts'
import { LazyMenu } from '../parts/lazy-menu.tsx'
import css from './queue-head.module.css'

export interface QueueHeadProps {
  counts: { overdue: number; today: number }
  kinds: Kinds
  kind: string | undefined
  onKind: (kind: string | undefined) => void
}

/** How many steps wait, and of which kind they are shown. */
export function QueueHead({ counts, kinds, kind, onKind }: QueueHeadProps) {
  const t = useT()
  const chosen = kind ? kinds.kindOf(kind) : null
  return (
    <div className={css.head}>
      <h2 className={css.title}>
        {t('steps.today.queue')} <span className={css.count}>{counts.today}</span>
      </h2>
      {counts.overdue > 0 && (
        <span className={css.overdue}>{t('steps.today.overdue', { count: counts.overdue })}</span>
      )}
      <LazyMenu
        position="bottom-end"
        width={200}
        items={[
          { id: 'all', label: t('steps.today.allKinds'), checked: !kind, onSelect: () => onKind(undefined) },
          'divider',
          ...kinds.kinds.map(({ id, name, icon }) => ({
            id,
            label: name,
            icon,
            checked: id === kind,
            onSelect: () => onKind(id),
          })),
        ]}
        target={
          <Button
            size="small"
            variant="subtle"
            icon={chosen?.icon ?? 'filter'}
            trailingIcon="chevronDown"
            className={css.filter}
          >
            <span className="visually-hidden">{t('steps.kind')}: </span>
            {chosen?.name ?? t('steps.today.allKindsShort')}
          </Button>
        }
      />
    </div>
  )
}
