import { useCan } from '../../../../web/api/session.ts'
import { useScreen } from '../../../../web/app/routing.tsx'
import { PageTitle } from '../../../../web/shell/page-title.tsx'
import { useT } from '../../../../web/text/i18n.ts'
import { importsScreen } from '../screens.ts'
import { FilePart } from './file-part.tsx'
import { History } from './history.tsx'
import css from './start.module.css'

/** Where a file goes in, and what came of the ones before. */
export function Imports() {
  const t = useT()
  const { search } = useScreen(importsScreen)
  const mayImport = useCan('import:create')
  return (
    <div className={css.page}>
      <PageTitle title={t('import.title')} />
      {mayImport && <FilePart entity={search.entity} />}
      <History />
    </div>
  )
}
