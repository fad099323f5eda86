import { useState } from 'react'
import type { Row } from '../../../web/api/shapes.ts'
import { PartFailure } from '../../../web/shell/page-states.tsx'
import { SettingsPageFrame } from '../../../web/shell/settings-page.tsx'
import { useT } from '../../../web/text/i18n.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { Menu } from '../../../web/ui/menu.tsx'
import { Skeleton } from '../../../web/ui/small.tsx'
import { stepKind } from '../pipeline.entity.ts'
import { MoveRow } from './move-row.tsx'
import { SavedInput } from './saved-input.tsx'
import css from './step-kinds-page.module.css'
import { type Setting, useSetting } from './use-setting.ts'

const icons = ['phone', 'mail', 'message', 'meeting', 'task', 'document'] as const

/** What kinds of step there are, in the order they are offered. */
export function StepKindsPage() {
  const t = useT()
  const kinds = useSetting(stepKind)
  const { rows } = kinds
  const [added, setAdded] = useState<string | null>(null)
  const add = async () =>
    setAdded(
      await kinds.create({
        name: freeName(t('pipelines.newKind'), rows),
        icon: 'task',
        position: rows.length,
      }),
    )
  return (
    <SettingsPageFrame
      title={t('pipelines.kinds.title')}
      description={t('pipelines.kinds.about')}
      action={
        <Button variant="primary" icon="add" loading={kinds.isCreating} onClick={() => void add()}>
          {t('pipelines.kinds.add')}
        </Button>
      }
    >
      {kinds.error && <PartFailure error={kinds.error} onRetry={kinds.reload} />}
      {kinds.isLoading && <Skeleton height={240} />}
      <ol aria-label={t('pipelines.kinds.title')}>
        {rows.map((row, index) => (
          <MoveRow
            key={row.id}
            kind="step kind"
            index={index}
            count={rows.length}
            name={String(row.name)}
            onMove={(from, to) => void kinds.move(rows, from, to)}
          >
            <KindLine row={row} isNew={row.id === added} isOnly={rows.length === 1} kinds={kinds} />
          </MoveRow>
        ))}
      </ol>
    </SettingsPageFrame>
  )
}

interface KindLineProps {
  row: Row
  isNew: boolean
  isOnly: boolean
  kinds: Setting
}

function KindLine({ row, isNew, isOnly, kinds }: KindLineProps) {
  const t = useT()
  const name = String(row.name)
  const icon = icons.find((one) => one === row.icon) ?? 'task'
  return (
    <>
      <Menu
        width={200}
        items={icons.map((one) => ({
          id: one,
          icon: one,
          label: t(`pipelines.icons.${one}`),
          checked: one === icon,
          onSelect: () => void kinds.change(row, { icon: one }),
        }))}
        target={
          <IconButton
            icon={icon}
            label={t('pipelines.kinds.iconOf', { name, icon: t(`pipelines.icons.${icon}`) })}
          />
        }
      />
      <span className={css.name}>
        <SavedInput
          label={t('pipelines.kinds.name')}
          value={name}
          maxLength={60}
          isNew={isNew}
          onSave={(next) => void kinds.change(row, { name: next })}
        />
      </span>
      <IconButton
        size="small"
        icon="delete"
        label={isOnly ? t('pipelines.kinds.only') : t('pipelines.kinds.delete', { name })}
        disabled={isOnly}
        onClick={() => void kinds.remove(row)}
      />
    </>
  )
}

/** `New kind`, or with a number when there is one already: names of kinds are unique. */
function freeName(base: string, rows: readonly Row[]): string {
  const taken = new Set(rows.map(({ name }) => String(name).toLowerCase()))
  const candidates = [base, ...rows.map((_, index) => `${base} ${index + 2}`)]
  return candidates.find((name) => !taken.has(name.toLowerCase())) ?? base
}
