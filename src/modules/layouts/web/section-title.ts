import { wordOf } from '../../../kernel/entities/custom-model.ts'
import type { LaidSection } from '../../../kernel/entities/layout-shape.ts'
import { useLanguage, useT } from '../../../web/text/i18n.ts'

/** What a section is called: as the workspace has named it, else as it was shipped. */
export function useSectionTitle(): (section: LaidSection) => string {
  const t = useT()
  const language = useLanguage()
  return ({ id, title }) =>
    title ? wordOf(title, language) : t.dyn(`sections.${id}`, {}, t('layouts.section'))
}
