import { recordPath } from '../../../../web/app/registry.ts'
import { Link } from '../../../../web/app/routing.tsx'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Badge, ProgressBar } from '../../../../web/ui/small.tsx'
import { Checkbox } from '../../../../web/ui/toggles.tsx'
import { conversionDays } from '../../conversion.commands.ts'
import css from '../fields-page.module.css'
import type { Preview } from './use-preview.ts'

export interface PreviewPanelProps {
  entity: string
  preview: Preview
  isRequired: boolean
  leavesEmpty: boolean
  onLeaveEmpty: (leavesEmpty: boolean) => void
}

/** How many values fit and which do not, and what has to do with the field. */
export function PreviewPanel({ entity, preview, isRequired, leavesEmpty, onLeaveEmpty }: PreviewPanelProps) {
  const t = useT()
  const format = useFormat()
  const { converts, fails, about, added, examples, isWhole } = preview
  const read = converts + fails
  return (
    <section className={css.preview} aria-label={t('customFields.convert.preview')} aria-busy={!isWhole}>
      {!isWhole && (
        <ProgressBar
          value={read}
          max={about.filled}
          label={t('customFields.convert.reading', {
            done: format.number(read),
            total: format.number(about.filled),
          })}
        />
      )}
      <dl className={css.figures}>
        <Figure label={t('customFields.convert.converts')} count={converts} />
        <Figure label={t('customFields.convert.fails')} count={fails} isBad={fails > 0} />
        <Figure label={t('customFields.convert.empty')} count={about.empty} />
      </dl>
      {added.length > 0 && (
        <p className={css.help}>
          {t('customFields.convert.added', { count: added.length, names: added.slice(0, 12).join(', ') })}
          {added.length > 12 && '…'}
        </p>
      )}
      {examples.length > 0 && <Examples entity={entity} examples={examples} more={fails - examples.length} />}
      {isWhole &&
        fails > 0 &&
        (isRequired ? (
          <p className={css.help}>{t('customFields.convert.requiredHelp')}</p>
        ) : (
          <Checkbox
            label={t('customFields.convert.leaveEmpty')}
            description={t('customFields.convert.leaveEmptyHelp', { count: conversionDays })}
            checked={leavesEmpty}
            onChange={onLeaveEmpty}
          />
        ))}
      <Uses about={about} />
    </section>
  )
}

function Figure({ label, count, isBad = false }: { label: string; count: number; isBad?: boolean }) {
  const format = useFormat()
  return (
    <div data-bad={isBad || undefined}>
      <dt>{label}</dt>
      <dd>{format.number(count)}</dd>
    </div>
  )
}

function Examples({
  entity,
  examples,
  more,
}: {
  entity: string
  examples: Preview['examples']
  more: number
}) {
  const t = useT()
  return (
    <ul className={css.examples} aria-label={t('customFields.convert.examples')}>
      {examples.map(({ id, title, value, error, params }) => {
        const path = recordPath(entity, id)
        return (
          <li key={id}>
            <span>{path ? <Link to={path}>{title || '—'}</Link> : title}</span>
            <q>{value}</q>
            <span className={css.help}>{t.dyn(`errors.${error}`, params)}</span>
          </li>
        )
      })}
      {more > 0 && <li className={css.help}>{t('customFields.convert.more', { count: more })}</li>}
    </ul>
  )
}

/** What uses the field: what will not work any more first. */
function Uses({ about }: { about: Preview['about'] }) {
  const t = useT()
  const uses = about.uses.toSorted((one, other) => Number(other.breaks) - Number(one.breaks))
  if (uses.length === 0 && about.hidden === 0 && !about.losesUnique) return null
  return (
    <div>
      <h3 className={css.heading}>{t('customFields.convert.uses')}</h3>
      <ul className={css.uses}>
        {about.losesUnique && <li>{t('customFields.convert.losesUnique')}</li>}
        {uses.map(({ kind, id, name, breaks }) => (
          <li key={id}>
            {t(`customFields.convert.kinds.${kind}`, { name })}
            {breaks && <Badge tone="warning">{t('customFields.convert.breaks')}</Badge>}
          </li>
        ))}
        {about.hidden > 0 && <li>{t('customFields.convert.hidden', { count: about.hidden })}</li>}
      </ul>
    </div>
  )
}
