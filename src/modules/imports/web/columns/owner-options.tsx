import { useSession } from '../../../../web/api/session.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Choice } from '../../../../web/ui/choice.tsx'
import { MultiSelect } from '../../../../web/ui/multi-select.tsx'
import { Select } from '../../../../web/ui/select.tsx'
import type { ImportSettings } from '../../index.ts'
import type { Lists } from '../use-lists.ts'
import css from './columns.module.css'
import type { OptionsProps } from './options.tsx'

type Owner = NonNullable<ImportSettings['owner']>
type Sharing = 'one' | 'evenly'

/** Who gets the records: one person, several in turn, or whom a column names. */
export function OwnerOptions({ work, lists }: OptionsProps) {
  const t = useT()
  const ownId = useSession().user.id
  const { draft, change } = work
  const heading = Object.keys(draft.columns).find((one) => draft.columns[one] === 'owner')
  const owner = draft.owner
  const sharing: Sharing = owner?.mode === 'roundRobin' ? 'evenly' : 'one'
  const people = lists.colleagues.map(({ id, name }) => ({ value: id, label: name }))
  const set = (next: Owner | undefined) => change({ ...draft, owner: next })
  const one = owner && owner.mode !== 'roundRobin' ? owner.user : ownId
  const setOne = (user: string) => set({ mode: heading ? 'column' : 'one', user })
  return (
    <section className={css.option}>
      <h2 className={css.optionTitle}>{t('import.owner.title')}</h2>
      {heading && <p className={css.help}>{t('import.owner.byColumn', { heading })}</p>}
      <Choice<Sharing>
        label={t(heading ? 'import.owner.others' : 'import.owner.title')}
        hiddenLabel={!heading}
        name="import-owner"
        value={sharing}
        options={[
          { value: 'one', label: t('import.owner.one') },
          { value: 'evenly', label: t('import.owner.evenly') },
        ]}
        onChange={(next) =>
          next === 'one' ? setOne(ownId) : set({ mode: 'roundRobin', users: likely(lists.colleagues, ownId) })
        }
      />
      {owner?.mode === 'roundRobin' ? (
        <MultiSelect
          className={css.people}
          aria-label={t('import.owner.whom')}
          value={owner.users}
          options={people}
          onChange={(users) => users.length > 0 && set({ mode: 'roundRobin', users })}
        />
      ) : (
        <Select
          aria-label={t('import.owner.who')}
          value={one}
          options={people}
          searchable
          onChange={(user) => user && setOne(user)}
        />
      )}
    </section>
  )
}

/** Those who can sign in and see what they are given; one without an e-mail was only brought in with old records. */
function likely(colleagues: Lists['colleagues'], ownId: string): string[] {
  const able = colleagues.filter(({ email }) => email !== null).map(({ id }) => id)
  return able.length > 0 ? able.slice(0, 200) : [ownId]
}
