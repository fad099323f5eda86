import { useT } from '../../../../web/text/i18n.ts'
import { Icon } from '../../../../web/ui/icon.tsx'
import { withValue } from '../mapping/draft.ts'
import { MeaningSelect } from '../mapping/meaning-select.tsx'
import type { Lists } from '../use-lists.ts'
import type { Work } from '../wizard/use-wizard.ts'
import { useImportWords } from '../words.ts'
import css from './columns.module.css'
import type { Column } from './columns-table.tsx'

interface ValueMeaningsProps {
  columns: readonly Column[]
  work: Work
  lists: Lists
}

const judged = ['stage', 'status']

/** Texts of stages and states that are not understood, each with what it is to mean. */
export function ValueMeanings({ columns, work, lists }: ValueMeaningsProps) {
  const t = useT()
  const words = useImportWords()
  const { draft, change } = work
  const lines = columns.flatMap(({ heading, target, state }) => {
    if (!target || !judged.includes(target.key)) return []
    const given = Object.keys(draft.values[target.key] ?? {})
    const texts = [...new Set([...given, ...state.wrong])]
    return texts.map((text) => ({ heading, key: target.key, text }))
  })
  if (lines.length === 0) return null
  return (
    <section className={css.block}>
      <h2 className={css.blockTitle}>{t('import.meanings.title')}</h2>
      <p className={css.help}>{t('import.meanings.help')}</p>
      <ul className={css.meanings}>
        {lines.map(({ heading, key, text }) => (
          <li key={`${key} ${text}`} className={css.meaning}>
            <span className={css.meaningText}>
              <span className={css.quiet}>{heading}</span>
              <strong>{text}</strong>
            </span>
            <Icon name="forward" size={14} />
            <MeaningSelect
              target={key}
              label={t('import.meanings.of', { field: words.target(draft.entity, key), text })}
              value={draft.values[key]?.[text] ?? null}
              lists={lists}
              onChange={(meaning) => change(withValue(draft, key, text, meaning))}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
