import { useState } from 'react'
import { useT } from '../../text/i18n.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { NumberInput } from '../../ui/number-input.tsx'
import { Popover } from '../../ui/overlays.tsx'
import { Checkbox } from '../../ui/toggles.tsx'
import type { RecordScreens } from '../screens.ts'
import { gridColumns, possibleColumns, resizeColumn } from './columns.ts'
import css from './columns-menu.module.css'
import { useColumnLabel } from './grid/grid-head.tsx'
import type { ChosenColumn } from './list-search.ts'
import type { List } from './use-list.ts'

/** Which columns a list shows, in what order and how wide: the way without a mouse, too. */
export function ColumnsMenu({ screens, list }: { screens: RecordScreens; list: List }) {
  const { entity } = screens
  const t = useT()
  const label = useColumnLabel(entity)
  const [opened, setOpened] = useState(false)
  const shown = gridColumns(list.state.columns, entity)
  const others = possibleColumns(entity).filter((field) => !shown.some(({ id }) => id === field))
  const chosen: ChosenColumn[] = shown.map(({ id, width }) => {
    const isSet = list.state.columns.some((column) => column.field === id && column.width !== undefined)
    return isSet ? { field: id, width } : { field: id }
  })
  const change = (columns: ChosenColumn[]) => list.change({ columns }, { replace: true })

  function shift(at: number, by: -1 | 1) {
    const next = [...chosen]
    const [moved] = next.splice(at, 1)
    if (moved) next.splice(at + by, 0, moved)
    change(next)
  }

  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      width={340}
      position="bottom-end"
      target={
        <Button variant="subtle" icon="columns" aria-expanded={opened} onClick={() => setOpened(!opened)}>
          {t('records.columns.title')}
        </Button>
      }
    >
      <div className={css.menu}>
        <ul>
          {shown.map(({ id, width }, at) => (
            <li key={id} className={css.line}>
              <Checkbox
                className={css.name}
                checked
                disabled={at === 0}
                label={label(id)}
                onChange={() => change(chosen.filter(({ field }) => field !== id))}
              />
              <div className={css.width}>
                <NumberInput
                  aria-label={t('records.columns.widthOf', { column: label(id) })}
                  value={width}
                  min={64}
                  max={720}
                  onChange={(next) => next !== null && next >= 64 && change(resizeColumn(chosen, id, next))}
                />
              </div>
              <IconButton
                icon="up"
                size="small"
                label={t('records.columns.up')}
                disabled={at < 2}
                onClick={() => shift(at, -1)}
              />
              <IconButton
                icon="down"
                size="small"
                label={t('records.columns.down')}
                disabled={at === 0 || at === shown.length - 1}
                onClick={() => shift(at, 1)}
              />
            </li>
          ))}
        </ul>
        <p className={css.heading}>{t('records.columns.others')}</p>
        <ul>
          {others.map((field) => (
            <li key={field} className={css.line}>
              <Checkbox
                className={css.name}
                checked={false}
                label={label(field)}
                onChange={() => change([...chosen, { field }])}
              />
            </li>
          ))}
        </ul>
      </div>
    </Popover>
  )
}
