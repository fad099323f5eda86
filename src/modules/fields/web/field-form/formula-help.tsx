import { aggregates, namedFunctions, russianNames } from '../../../../kernel/formula/functions.ts'
import { useLanguage, useT } from '../../../../web/text/i18n.ts'
import css from './formula-input.module.css'

/** What can be written in a formula, folded away until somebody asks. */
export function FormulaHelp() {
  const t = useT()
  const language = useLanguage()
  const calledOf = (name: string) =>
    language === 'ru'
      ? (Object.keys(russianNames).find((russian) => russianNames[russian] === name) ?? name)
      : name
  return (
    <details className={css.help}>
      <summary>{t('customFields.formula.help')}</summary>
      <p>{t('customFields.formula.operators')}</p>
      <dl>
        {namedFunctions.map((name) => (
          <div key={name}>
            <dt>
              <code>{calledOf(name)}</code>
            </dt>
            <dd>{t.dyn(`customFields.formula.functions.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <p>{t('customFields.formula.related', { functions: aggregates.map(calledOf).join(', ') })}</p>
    </details>
  )
}
