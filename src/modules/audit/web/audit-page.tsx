import { SettingsPageFrame } from '../../../web/shell/settings-page.tsx'
import { useT } from '../../../web/text/i18n.ts'
import { Tabs } from '../../../web/ui/tabs.tsx'
import { AccessTab } from './access-tab.tsx'
import { ChainTab } from './chain-tab.tsx'
import { LogTab } from './log-tab.tsx'
import { useAddress } from './use-address.ts'

const tabs = ['log', 'access', 'chain'] as const
type Tab = (typeof tabs)[number]

/** Who did what, who looked at what, and whether the log is as it was written. */
export function AuditPage() {
  const t = useT()
  const { values, set } = useAddress(['tab'])
  const tab = tabs.find((one) => one === values.tab) ?? 'log'
  const panels: Record<Tab, React.ReactNode> = { log: <LogTab />, access: <AccessTab />, chain: <ChainTab /> }
  return (
    <SettingsPageFrame wide title={t('audit.title')} description={t('audit.about')}>
      <Tabs
        label={t('audit.title')}
        value={tab}
        onChange={(next) => set({ tab: next === 'log' ? undefined : next })}
        items={tabs.map((value) => ({ value, label: t(`audit.tabs.${value}`), panel: panels[value] }))}
      />
    </SettingsPageFrame>
  )
}
