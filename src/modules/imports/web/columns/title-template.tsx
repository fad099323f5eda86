import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { TextInput } from '../../../../web/ui/inputs.tsx'
import { Menu } from '../../../../web/ui/menu.tsx'
import type { ImportFile } from '../../index.ts'
import { fillTemplate } from '../../title-template.ts'
import type { Work } from '../wizard/use-wizard.ts'
import css from './columns.module.css'

/** How rows are called in a file without a column of names. */
export function TitleTemplate({ file, work }: { file: ImportFile; work: Work }) {
  const t = useT()
  const { draft, change } = work
  const template = draft.titleTemplate ?? ''
  const set = (titleTemplate: string) => change({ ...draft, titleTemplate })
  const [first] = file.sample
  const example = first
    ? fillTemplate(template, file.headings, { number: file.headerRow + 1, cells: first })
    : ''
  return (
    <section className={css.block}>
      <h2 className={css.blockTitle}>{t('import.template.title')}</h2>
      <p className={css.help}>{t('import.template.help')}</p>
      <div className={css.template}>
        <TextInput
          className={css.templateInput}
          aria-label={t('import.template.title')}
          value={template}
          onChange={set}
          maxLength={300}
          error={template.trim() === '' ? t('import.template.needed') : undefined}
        />
        <Menu
          width={240}
          items={[
            { id: '#', label: t('import.template.rowNumber'), onSelect: () => set(`${template} {#}`.trim()) },
            ...file.headings
              .filter((heading) => !/[{}]/.test(heading))
              .slice(0, 60)
              .map((heading) => ({
                id: heading,
                label: heading,
                onSelect: () => set(`${template} {${heading}}`.trim()),
              })),
          ]}
          target={
            <Button icon="add" trailingIcon="chevronDown">
              {t('import.template.insert')}
            </Button>
          }
        />
      </div>
      {example && <p className={css.help}>{t('import.template.example', { example })}</p>}
    </section>
  )
}
