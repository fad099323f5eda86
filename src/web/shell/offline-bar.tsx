import { useOnline } from '../api/connection.ts'
import { useT } from '../text/i18n.ts'
import { Icon } from '../ui/icon.tsx'
import css from './offline-bar.module.css'

/** Says on top of everything that the server cannot be reached. */
export function OfflineBar() {
  const t = useT()
  const online = useOnline()
  return (
    <div role="status">
      {!online && (
        <div className={css.bar}>
          <Icon name="offline" />
          {t('shell.offline')}
        </div>
      )}
    </div>
  )
}
