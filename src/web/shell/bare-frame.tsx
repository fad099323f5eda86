import type { ReactNode } from 'react'
import { languages, setLanguage, useLanguage, useT } from '../text/i18n.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { type Theme, useTheme } from '../ui/theme.tsx'
import css from './bare-frame.module.css'

const names = { ru: 'Русский', en: 'English' }
const themes: readonly Theme[] = ['system', 'light', 'dark']
const themeIcons = { system: 'system', light: 'sun', dark: 'moon' } as const
const themeTitles = {
  system: 'shell.themeSystem',
  light: 'shell.themeLight',
  dark: 'shell.themeDark',
} as const

/** What stands around a page before sign-in: the mark, the page, and the choice of language and theme. */
export function BareFrame({ wide = false, children }: { wide?: boolean; children: ReactNode }) {
  const t = useT()
  const language = useLanguage()
  const { theme, setTheme } = useTheme()
  const nextTheme = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system'
  return (
    <div className={css.frame}>
      <main className={css.main} data-wide={wide || undefined}>
        <div className={css.brand}>
          <span className={css.mark}>
            <Icon name="forward" size={20} />
          </span>
          Onward
        </div>
        {children}
      </main>
      <footer className={css.foot}>
        {languages.map((one) => (
          <Button
            key={one}
            size="small"
            variant="subtle"
            lang={one}
            aria-pressed={language === one}
            onClick={() => void setLanguage(one)}
          >
            {names[one]}
          </Button>
        ))}
        <IconButton
          size="small"
          icon={themeIcons[theme]}
          label={`${t('shell.theme')}: ${t(themeTitles[theme])}`}
          onClick={() => setTheme(nextTheme)}
        />
      </footer>
    </div>
  )
}
