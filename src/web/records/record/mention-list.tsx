import { useT } from '../../text/i18n.ts'
import { Icon } from '../../ui/icon.tsx'
import { Avatar } from '../../ui/small.tsx'
import css from './mention-list.module.css'
import type { Colleague } from './use-mentions.ts'

export interface MentionListProps {
  id: string
  people: readonly Colleague[]
  at: number
  onPick: (person: Colleague) => void
}

/** Colleagues whose names begin as it is typed. The text keeps the focus and the keys. */
export function MentionList({ id, people, at, onPick }: MentionListProps) {
  const t = useT()
  return (
    <div id={id} role="listbox" aria-label={t('records.composer.mention')} className={css.list}>
      {people.map((person, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the text above has the focus and the keys
        <div
          key={person.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === at}
          className={css.person}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(person)}
        >
          <Avatar name={person.name} size={20} />
          <span className={css.name}>{person.name}</span>
          {!person.mayRead && (
            <span className={css.unseen}>
              <Icon name="eyeOff" size={14} />
              {t('records.composer.cannotRead')}
            </span>
          )}
        </div>
      ))}
      {people.length === 0 && <p className={css.empty}>{t('records.composer.noColleague')}</p>}
    </div>
  )
}
