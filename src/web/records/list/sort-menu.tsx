import { useState } from 'react'
import { isKnown } from '../../../kernel/access/known-field.ts'
import { byHand, isOrderable } from '../../../kernel/entities/entity.ts'
import { isOrdering } from '../../../kernel/fields/types/file.ts'
import { useFieldWords } from '../../fields/field-words.ts'
import { useActions } from '../../shell/actions/registry.ts'
import { useT } from '../../text/i18n.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Popover } from '../../ui/overlays.tsx'
import { Select } from '../../ui/select.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import { type RecordScreens, stepColumn } from '../screens.ts'
import { possibleColumns } from './columns.ts'
import css from './group-menu.module.css'
import { boardSort } from './layouts.ts'
import type { List } from './use-list.ts'

const most = 3

/** What records are sorted by, up to three things one after another: the way without a mouse, and for boards. */
export function SortMenu({ screens, list }: { screens: RecordScreens; list: List }) {
  const { entity } = screens
  const sort = list.state.layout === 'board' ? boardSort(entity, list.state) : list.state.sort
  const t = useT()
  const words = useFieldWords()
  const isPhone = useIsPhone()
  const [opened, setOpened] = useState(false)
  const sorted = possibleColumns(entity).filter(
    (name) => !entity.fields[name] || (isKnown(entity.fields[name]) && isOrdering(entity.fields[name])),
  )
  const options = [
    ...(isOrderable(entity) ? [{ value: byHand, label: t('records.sort.byHand') }] : []),
    ...sorted.map((name) =>
      name === stepColumn
        ? { value: 'nextStep', label: t('records.step.title') }
        : { value: name, label: words.field(entity, name) },
    ),
  ]
  const fields = sort.map(fieldOf)
  const free = options.find(({ value }) => value !== byHand && !fields.includes(value))
  const isByHand = fields[0] === byHand
  // By hand every record has a place of its own: nothing is left for another field to settle.
  const change = (next: string[]) =>
    list.change({ sort: next.includes(byHand) ? [byHand] : next }, { replace: true })

  useActions('list', [
    {
      id: 'list.sort',
      titleKey: 'records.sort.title',
      icon: 'sort',
      keys: 'Shift+s',
      perform: () => setOpened(true),
    },
  ])

  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      width={320}
      position="bottom-end"
      target={
        <Button
          variant="subtle"
          icon="sort"
          aria-expanded={opened}
          aria-label={t('records.sort.title')}
          onClick={() => setOpened(!opened)}
        >
          {isPhone
            ? ''
            : sort.length > 1
              ? t('records.sort.count', { count: sort.length })
              : isByHand
                ? t('records.sort.byHand')
                : t('records.sort.title')}
        </Button>
      }
    >
      <div className={css.menu}>
        {sort.map((one, at) => {
          const isDown = one.startsWith('-')
          return (
            <div key={fieldOf(one)} className={css.line}>
              <Select
                aria-label={t('records.sort.place', { at: at + 1 })}
                value={fieldOf(one)}
                options={options.filter(({ value }) => value === fieldOf(one) || !fields.includes(value))}
                onChange={(field) => field && change(sort.map((other) => (other === one ? field : other)))}
              />
              {fieldOf(one) !== byHand && (
                <IconButton
                  icon={isDown ? 'down' : 'up'}
                  label={t(isDown ? 'records.sort.descending' : 'records.sort.ascending')}
                  onClick={() =>
                    change(sort.map((other) => (other === one ? (isDown ? fieldOf(one) : `-${one}`) : other)))
                  }
                />
              )}
              <IconButton
                icon="close"
                label={t('records.sort.remove')}
                onClick={() => change(sort.filter((other) => other !== one))}
              />
            </div>
          )
        })}
        {sort.length < most && free && !isByHand && (
          <Button size="small" variant="subtle" icon="add" onClick={() => change([...sort, free.value])}>
            {t('records.sort.add')}
          </Button>
        )}
      </div>
    </Popover>
  )
}

/** A key of the order without its direction; the step column and the field behind it are one thing. */
function fieldOf(one: string): string {
  const name = one.replace(/^-/, '')
  return name === stepColumn ? 'nextStep' : name
}
