import { useState } from 'react'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { amountOf } from '../../../kernel/queries/summary.ts'
import { useFieldWords } from '../../fields/field-words.ts'
import { useActions } from '../../shell/actions/registry.ts'
import { useT } from '../../text/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { Popover } from '../../ui/overlays.tsx'
import { Select } from '../../ui/select.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import type { RecordScreens } from '../screens.ts'
import css from './group-menu.module.css'
import {
  boardField,
  columnFields,
  dayField,
  dayFields,
  groupFields,
  laneFields,
  listGroup,
  sumFields,
} from './layouts.ts'
import type { List } from './use-list.ts'

const nothing = '-'

/** By what a list is grouped, what the columns and lanes of a board are, by which day a calendar goes. */
export function GroupMenu({ screens, list }: { screens: RecordScreens; list: List }) {
  const { entity } = screens
  const { layout } = list.state
  const t = useT()
  const words = useFieldWords()
  const isPhone = useIsPhone()
  const [opened, setOpened] = useState(false)
  const shown = shownIn(entity, list)
  const button =
    layout === 'calendar'
      ? 'records.groups.dayButton'
      : layout === 'board'
        ? 'records.groups.columnsButton'
        : 'records.groups.button'

  useActions('list', [
    { id: 'list.group', titleKey: button, icon: 'pipeline', keys: 'Shift+g', perform: () => setOpened(true) },
  ])

  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      width={260}
      position="bottom-end"
      target={
        <Button
          variant="subtle"
          icon="pipeline"
          aria-expanded={opened}
          aria-label={t(button)}
          onClick={() => setOpened(!opened)}
        >
          {isPhone ? '' : shown ? words.field(entity, shown) : t(button)}
        </Button>
      }
    >
      <div className={css.menu}>
        {layout === 'list' && (
          <FieldSelect
            entity={entity}
            label={t('records.groups.button')}
            fields={groupFields(entity)}
            value={listGroup(entity, list.state)}
            noneLabel={t('records.groups.none')}
            onChange={(by) => list.change({ by })}
          />
        )}
        {layout === 'board' && (
          <>
            <FieldSelect
              entity={entity}
              label={t('records.groups.columnsButton')}
              fields={columnFields(entity)}
              value={shown}
              onChange={(by) => list.change({ by })}
            />
            {shown !== 'stage' && (
              <FieldSelect
                entity={entity}
                label={t('records.groups.lanes')}
                fields={laneFields(entity).filter((name) => name !== shown)}
                value={list.state.lanes}
                noneLabel={t('records.groups.noLanes')}
                onChange={(lanes) => list.change({ lanes })}
              />
            )}
          </>
        )}
        {layout === 'calendar' && (
          <FieldSelect
            entity={entity}
            label={t('records.groups.dayButton')}
            fields={dayFields(entity)}
            value={shown}
            onChange={(day) => list.change({ day })}
          />
        )}
        {layout !== 'calendar' && shown !== null && shown !== 'stage' && sumFields(entity).length > 0 && (
          <FieldSelect
            entity={entity}
            label={t('records.groups.sum')}
            fields={sumFields(entity)}
            value={list.state.sum ?? amountOf(entity)}
            onChange={(sum) => list.change({ sum })}
          />
        )}
      </div>
    </Popover>
  )
}

/** The field in force in the layout shown. */
function shownIn(entity: Entity, { state }: List): string | null {
  if (state.layout === 'calendar') return dayField(entity, state)
  if (state.layout === 'board') return boardField(entity, state)
  return listGroup(entity, state)
}

interface FieldSelectProps {
  entity: Entity
  label: string
  fields: readonly string[]
  value: string | null
  /** Named, there may be none. */
  noneLabel?: string
  onChange: (field: string | null) => void
}

function FieldSelect({ entity, label, fields, value, noneLabel, onChange }: FieldSelectProps) {
  const words = useFieldWords()
  return (
    <Select
      label={label}
      value={value !== null && fields.includes(value) ? value : noneLabel ? nothing : null}
      options={[
        ...(noneLabel ? [{ value: nothing, label: noneLabel }] : []),
        ...fields.map((name) => ({ value: name, label: words.field(entity, name) })),
      ]}
      onChange={(field) => onChange(field === nothing ? null : field)}
    />
  )
}
