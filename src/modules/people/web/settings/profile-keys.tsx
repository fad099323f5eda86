import { type KeyboardEvent, useState } from 'react'
import { useStore } from '../../../../web/app/store.ts'
import { combinationsOf, isSingleKey, normalise } from '../../../../web/shell/actions/keys.ts'
import { type KnownAction, useKnownActions } from '../../../../web/shell/actions/known.ts'
import { keysOf, remap, remapped, switchSingleKeys } from '../../../../web/shell/actions/remap.ts'
import { SettingsSection } from '../../../../web/shell/settings-page.tsx'
import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Kbd } from '../../../../web/ui/kbd.tsx'
import { Switch } from '../../../../web/ui/toggles.tsx'
import css from './profile-keys.module.css'

/** The keys of every action met so far, which may be changed or switched off (WCAG 2.1.4). */
export function KeysSection() {
  const t = useT()
  const { singleKeysOff } = useStore(remapped)
  const actions = useKnownActions().filter(({ keys }) => keys.some(isSingleKey))
  return (
    <SettingsSection title={t('people.keyboard.title')} description={t('people.keyboard.about')}>
      <Switch
        checked={!singleKeysOff}
        onChange={(on) => switchSingleKeys(!on)}
        label={t('people.keyboard.single')}
        description={t('people.keyboard.singleHelp')}
      />
      {!singleKeysOff && (
        <ul className={css.list}>
          {actions.map((action) => (
            <KeyLine key={action.id} action={action} others={actions} />
          ))}
        </ul>
      )}
    </SettingsSection>
  )
}

function KeyLine({ action, others }: { action: KnownAction; others: readonly KnownAction[] }) {
  const t = useT()
  const { keys: changes } = useStore(remapped)
  const [isListening, setListening] = useState(false)
  const [clash, setClash] = useState<KnownAction | null>(null)
  const title = t(action.titleKey)
  const isChanged = action.id in changes

  function take(event: KeyboardEvent) {
    if (!isListening || ['Shift', 'Control', 'Alt', 'Meta', 'Tab'].includes(event.key)) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return setListening(false)
    const [keys] = combinationsOf(event.nativeEvent, /Mac/.test(navigator.platform)).map(normalise)
    if (!keys) return
    const taken = others.find(
      (other) => other.id !== action.id && other.scope === action.scope && keysOf(other).includes(keys),
    )
    setClash(taken ?? null)
    if (!taken) remap(action.id, keys)
    setListening(false)
  }

  return (
    <li className={css.line}>
      <span className={css.title}>
        {title}
        {clash && <span className={css.clash}>{t('people.keyboard.taken', { by: t(clash.titleKey) })}</span>}
      </span>
      <button
        type="button"
        className={css.key}
        aria-label={t('people.keyboard.changeFor', { action: title })}
        aria-pressed={isListening}
        onClick={() => setListening(true)}
        onBlur={() => setListening(false)}
        onKeyDown={take}
      >
        {isListening
          ? t('people.keyboard.press')
          : keysOf(action).map((keys) => <Kbd key={keys} keys={keys} />)}
        {!isListening && keysOf(action).length === 0 && t('people.keyboard.off')}
      </button>
      {isChanged ? (
        <Button size="small" variant="subtle" onClick={() => remap(action.id, undefined)}>
          {t('people.keyboard.restore')}
        </Button>
      ) : (
        <Button size="small" variant="subtle" onClick={() => remap(action.id, null)}>
          {t('people.keyboard.switchOff')}
        </Button>
      )}
    </li>
  )
}
