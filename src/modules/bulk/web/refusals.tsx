import { type BulkRefusal, type BulkRun, bulkRefusals } from '../../../kernel/commands/bulk.ts'
import { usePagedQuestion } from '../../../web/api/paged-question.ts'
import { allNouns, recordPath } from '../../../web/app/registry.ts'
import { Link } from '../../../web/app/routing.tsx'
import { useFieldWords } from '../../../web/fields/field-words.ts'
import { PartFailure } from '../../../web/shell/page-states.tsx'
import { useT } from '../../../web/text/i18n.ts'
import { useFormat } from '../../../web/text/use-format.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Table } from '../../../web/ui/table.tsx'
import css from './bulk.module.css'

interface RefusalsProps {
  run: BulkRun
  reasons: readonly { code: string; records: number }[]
}

/** The records that stayed as they were, each with the reason. */
export function Refusals({ run, reasons }: RefusalsProps) {
  const t = useT()
  const format = useFormat()
  const list = usePagedQuestion(
    bulkRefusals,
    { id: run.id },
    {
      cursor: 'cursor',
      page: ({ items, nextCursor }) => ({ items, next: nextCursor }),
      touches: ['bulkRun'],
    },
  )
  return (
    <section className={css.refusals}>
      <h2>{t('bulk.refusals.title')}</h2>
      {reasons.length > 1 && (
        <ul className={css.changes}>
          {reasons.map(({ code, records }) => (
            <li key={code}>
              {format.number(records)} · {t.dyn(`errors.${code}`)}
            </li>
          ))}
        </ul>
      )}
      {list.error && <PartFailure error={list.error} onRetry={list.reload} />}
      {list.items.length > 0 && (
        <Table
          label={t('bulk.refusals.title')}
          rows={list.items}
          columns={[
            {
              id: 'record',
              head: t('bulk.refusals.record'),
              phone: 'title',
              cell: (one) => <RecordLink entity={run.entity} one={one} />,
            },
            {
              id: 'why',
              head: t('bulk.refusals.why'),
              width: '60%',
              cell: (one) => <Reason entity={run.entity} one={one} />,
            },
          ]}
        />
      )}
      {list.hasMore && (
        <div>
          <Button onClick={list.loadMore} loading={list.isLoadingMore}>
            {t('bulk.more')}
          </Button>
        </div>
      )}
    </section>
  )
}

type Refusal = BulkRefusal & { title: string | null }

function RecordLink({ entity, one }: { entity: string; one: Refusal }) {
  const t = useT()
  const path = recordPath(entity, one.id)
  if (one.title === null) return t('bulk.refusals.unseen')
  const title = one.title || t('records.untitled')
  return path ? <Link to={path}>{title}</Link> : title
}

/** The sentence of a refusal, with the fields it is about. */
function Reason({ entity, one: { code, params, problems } }: { entity: string; one: Refusal }) {
  const t = useT()
  const words = useFieldWords()
  const noun = allNouns().find(entity)
  if (problems.length === 0 || !noun) return t.dyn(`errors.${code}`, params)
  return problems
    .map(({ field, error, params: about }) => {
      const name = field.split('.').at(-1) ?? field
      const called = name in noun.fields ? `${words.field(noun, name)}: ` : ''
      return called + t.dyn(`errors.${error}`, about, t('errors.value.invalid'))
    })
    .join('; ')
}
