import type { Entity } from '../../../kernel/entities/entity.ts'
import { useActions } from '../../shell/actions/registry.ts'
import { useT } from '../../text/i18n.ts'
import { IconButton } from '../../ui/button.tsx'
import { useFavourite } from '../use-favourite.ts'

/** Puts a record among one's favourites. */
export function StarButton({ entity, id }: { entity: Entity; id: string }) {
  const t = useT()
  const { isFavourite, toggle } = useFavourite(entity.name, id)
  const label = isFavourite ? t('records.acts.unstar') : t('records.acts.star')
  useActions('record', [
    {
      id: 'record.star',
      titleKey: isFavourite ? 'records.acts.unstar' : 'records.acts.star',
      icon: 'star',
      keys: 'Shift+f',
      perform: () => void toggle(),
    },
  ])
  return (
    <IconButton
      icon={isFavourite ? 'starFilled' : 'star'}
      label={label}
      keys="Shift+f"
      aria-pressed={isFavourite}
      onClick={() => void toggle()}
    />
  )
}
