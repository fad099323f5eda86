import type { CustomObject } from '../../../kernel/entities/custom-model.ts'
import { Link } from '../../../web/app/routing.tsx'
import { useFieldWords } from '../../../web/fields/field-words.ts'
import { useT } from '../../../web/text/i18n.ts'
import { IconButton } from '../../../web/ui/button.tsx'
import { Menu } from '../../../web/ui/menu.tsx'
import { archiveObject } from '../field.commands.ts'
import css from './fields-page.module.css'
import { useModelChange } from './use-model.ts'

/** One's own noun above its fields: where its records are, and what can be done with it. */
export function ObjectHead({
  object,
  onEdit,
  onArchived,
}: {
  object: CustomObject
  onEdit: () => void
  onArchived: () => void
}) {
  const t = useT()
  const words = useFieldWords()
  const archiving = useModelChange(archiveObject)
  const name = words.many(object.name)
  return (
    <div className={css.object}>
      <span>
        <Link to={`/${object.name}`}>{t('customFields.object.open', { name })}</Link>{' '}
        <code className={css.key}>{object.name}</code>
      </span>
      <Menu
        position="bottom-end"
        items={[
          { id: 'edit', icon: 'edit', label: t('customFields.object.rename'), onSelect: onEdit },
          {
            id: 'archive',
            icon: 'archive',
            label: t('customFields.archive'),
            onSelect: async () => {
              if (await archiving.change({ object: object.id })) onArchived()
            },
          },
        ]}
        target={<IconButton icon="more" label={t('customFields.actionsOf', { name })} />}
      />
    </div>
  )
}
