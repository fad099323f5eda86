import { useState } from 'react'
import type { Titles } from '../../../web/api/shapes.ts'
import { allNouns, recordPath } from '../../../web/app/registry.ts'
import { Link } from '../../../web/app/routing.tsx'
import { ChangeRow } from '../../../web/records/record/timeline/change-row.tsx'
import { useT } from '../../../web/text/i18n.ts'
import { useFormat } from '../../../web/text/use-format.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { Badge } from '../../../web/ui/small.tsx'
import type { AuditEntry } from '../audit.commands.ts'
import css from './audit.module.css'
import { browserName } from './browser-name.ts'
import { entryWords } from './entry-words.ts'

export type ShownEntry = AuditEntry & { titles: Titles }

/** Who did what to which record, by what way, and what was there before and after. */
export function LogEntry({ entry, onRecord }: { entry: ShownEntry; onRecord: (id: string) => void }) {
  const t = useT()
  const format = useFormat()
  const { kind, entity, record, actor, via, at, told, data, isErased, titles } = entry
  const title = titles[record]
  // What was deleted has no page.
  const path = title === undefined || kind.endsWith('.deleted') ? null : recordPath(entity, record)
  return (
    <li className={css.entry}>
      <time className={css.when} dateTime={at} title={format.momentLong(at)}>
        {format.moment(at)}
      </time>
      <span className={css.who}>
        {actor ? (titles[actor] ?? t('audit.gone')) : t('records.timeline.system')}
        {via && via !== 'system' && <Badge>{t(`audit.via.${via}`)}</Badge>}
      </span>
      <div className={css.what}>
        <span className={css.sentence}>
          {entryWords(t, kind, entity, data)}
          {title !== undefined && title !== '' && record !== actor && (
            <>
              {' · '}
              {path ? <Link to={path}>{title}</Link> : title}
            </>
          )}
          {isErased && <Badge>{t('audit.erased')}</Badge>}
        </span>
        {told && <span className={css.aside}>{t('audit.told', { at: format.momentLong(told) })}</span>}
        <Particulars entry={entry} />
      </div>
      <IconButton icon="filter" size="small" label={t('audit.onlyRecord')} onClick={() => onRecord(record)} />
    </li>
  )
}

const shownAtOnce = 3

/** Field by field: before → after. Where people came from is told too. */
function Particulars({ entry: { entity, at, data, titles } }: { entry: ShownEntry }) {
  const t = useT()
  const [isWhole, setWhole] = useState(false)
  const noun = allNouns().find(entity)
  // Pairs of the former and the new value by field, as the records pipeline writes them.
  const changes = Object.entries((data.changes ?? {}) as Record<string, [unknown, unknown]>)
  const shown = isWhole ? changes : changes.slice(0, shownAtOnce)
  if (entity === 'session') return <Whence data={data} />
  if (changes.length === 0) return null
  return (
    <>
      <dl className={css.changes}>
        {shown.map(([name, [before, after]]) =>
          noun?.fields[name] ? (
            <ChangeRow key={name} entity={noun} change={[name, before, after]} titles={titles} at={at} />
          ) : (
            <div key={name} className={css.plain}>
              <dt>{name}</dt>
              <dd>
                {JSON.stringify(before)} → {JSON.stringify(after)}
              </dd>
            </div>
          ),
        )}
      </dl>
      {changes.length > shown.length && (
        <Button size="small" variant="subtle" onClick={() => setWhole(true)}>
          {t('audit.allFields', { count: changes.length })}
        </Button>
      )}
    </>
  )
}

function Whence({ data: { address, agent } }: { data: Record<string, unknown> }) {
  const program = typeof agent === 'string' ? agent : undefined
  const told = [address, program && browserName(program)].filter((one) => typeof one === 'string')
  return told.length > 0 ? (
    <span className={css.aside} title={program}>
      {told.join(' · ')}
    </span>
  ) : null
}
