import type { Money } from '../../../../kernel/fields/types/money.ts'
import { useRecords } from '../../../../web/api/records.ts'
import { useFirstScreenShown } from '../../../../web/app/quiet.ts'
import { allNouns, recordPath } from '../../../../web/app/registry.ts'
import { Link } from '../../../../web/app/routing.tsx'
import { useT } from '../../../../web/text/i18n.ts'
import { MoneyText } from '../../../../web/ui/values.tsx'
import type { StepCard } from '../outcome/draft.ts'
import css from './context-panel.module.css'

/** Other deals with the same company or person, so that nobody talks past a colleague. */
export function OtherWork({ card }: { card: StepCard }) {
  const t = useT()
  const isTime = useFirstScreenShown()
  const deal = allNouns().find('deal')
  const { company, contact, id } = card.record
  const by =
    typeof company === 'string' ? { field: 'company', id: company } : { field: 'contact', id: contact }
  const isAsked = card.entity === 'deal' && typeof by.id === 'string' && deal !== undefined
  const filter = {
    all: [
      { field: by.field, op: 'eq', value: by.id },
      { field: 'id', op: 'neq', value: id },
    ],
  }
  const { rows, titles, total } = useRecords(
    deal ?? { name: 'deal', table: 'deals' },
    { filter, sort: ['-updatedAt'], limit: 4 },
    { enabled: isAsked && isTime },
  )
  if (!isAsked || rows.length === 0) return null
  return (
    <div className={css.others}>
      <h4>
        {t('steps.otherDeals')} <span className={css.count}>{total?.count}</span>
      </h4>
      <ul>
        {rows.map((row) => (
          <li key={row.id} className={css.other}>
            <Link to={recordPath('deal', row.id) ?? '/'}>{String(row.title)}</Link>
            <span className={css.tells}>
              {row.status === 'open'
                ? titles[String(row.stage)]
                : t.dyn(`choices.deal.status.${String(row.status)}`)}
              {row.amount ? (
                <>
                  {' · '}
                  {/* A field of type money holds money. */}
                  <MoneyText value={row.amount as Money} compact />
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
