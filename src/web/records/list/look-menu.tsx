import { useT } from '../../text/i18n.ts'
import { IconButton } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { densities, useDensity } from '../../ui/density.ts'
import { Menu, type MenuBreak, type MenuEntry } from '../../ui/menu.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import type { RecordScreens } from '../screens.ts'
import { layoutsOf } from './layouts.ts'
import type { List } from './use-list.ts'

/** List, board or calendar, and how close the rows stand. */
export function LookMenu({ screens, list }: { screens: RecordScreens; list: List }) {
  const t = useT()
  const isPhone = useIsPhone()
  const { density, setDensity } = useDensity()
  const layouts = layoutsOf(screens)
  const items: (MenuEntry | MenuBreak)[] = [
    { heading: t('records.density.title') },
    ...densities.map((one) => ({
      id: one,
      label: t.dyn(`records.density.${one}`),
      checked: one === density,
      onSelect: () => setDensity(one),
    })),
  ]
  return (
    <>
      {layouts.length > 1 && (
        <Choice
          name="layout"
          label={t('records.layout.title')}
          hiddenLabel
          value={list.state.layout}
          onChange={(layout) => list.change({ layout })}
          options={layouts.map((layout) => ({
            value: layout,
            label: t.dyn(`records.layout.${layout}`),
            icon: layout,
          }))}
        />
      )}
      {list.state.layout === 'list' && !isPhone && (
        <Menu
          items={items}
          position="bottom-end"
          target={<IconButton icon="adjust" label={t('records.density.title')} />}
        />
      )}
    </>
  )
}
