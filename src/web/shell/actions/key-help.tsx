import { Link } from '../../app/routing.tsx'
import { useT } from '../../text/i18n.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { Modal } from '../../ui/overlays.tsx'
import css from './key-help.module.css'
import { type ActiveScope, useActiveScopes } from './registry.ts'
import { keysOf } from './remap.ts'

/** The list of keys that work at this moment, by place. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const t = useT()
  const scopes = useActiveScopes().toReversed()
  const names = [...new Set(scopes.map(({ name }) => name))]
  return (
    <Modal
      opened
      onClose={onClose}
      size="wide"
      title={t('keys.title')}
      footer={
        <Link to="/settings/profile" onClick={onClose}>
          {t('keys.change')}
        </Link>
      }
    >
      <div className={css.columns}>
        {names.map((name) => (
          <section key={name} className={css.section}>
            <h3 className={css.heading}>{t(`keys.${name}`)}</h3>
            <dl>
              {linesOf(scopes.filter((scope) => scope.name === name)).map((action) => (
                <div key={action.id} className={css.line}>
                  <dt>{t(action.titleKey, action.titleParams)}</dt>
                  <dd className={css.keys}>
                    {keysOf(action).map((keys) => (
                      <Kbd key={keys} keys={keys} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}

/** One line per act, though several places may offer it. */
function linesOf(scopes: readonly ActiveScope[]) {
  const seen = new Set<string>()
  return scopes
    .flatMap(({ actions }) => actions)
    .filter((action) => {
      if (action.visible === false || keysOf(action).length === 0 || seen.has(action.id)) return false
      seen.add(action.id)
      return true
    })
}
