import { languages, setLanguage, useLanguage, useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Choice } from '../../../../web/ui/choice.tsx'
import form from '../bare-form.module.css'

const names = { ru: 'Русский', en: 'English' }

/** The language of the company: of its records, letters and of people who have not chosen their own. */
export function LanguageStep({ onNext }: { onNext: () => void }) {
  const t = useT()
  const language = useLanguage()
  return (
    <div className={form.form}>
      <div className={form.narrow}>
        <Choice
          look="cards"
          name="language"
          label={t('shell.language')}
          hiddenLabel
          value={language}
          onChange={(next) => void setLanguage(next)}
          options={languages.map((value) => ({ value, label: names[value] }))}
        />
      </div>
      <div className={form.buttons}>
        <Button variant="primary" onClick={onNext}>
          {t('people.setup.next')}
        </Button>
      </div>
    </div>
  )
}
