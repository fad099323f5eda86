import { type FormEvent, useState } from 'react'
import type { BulkAct } from '../../../../kernel/commands/bulk.ts'
import { allNouns } from '../../../../web/app/registry.ts'
import { useFieldWords } from '../../../../web/fields/field-words.ts'
import { RefPicker } from '../../../../web/fields/ref-picker.tsx'
import { ConfirmBulk } from '../../../../web/records/bulk/confirm-bulk.tsx'
import type { BulkActProps } from '../../../../web/records/screens.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { TextInput } from '../../../../web/ui/inputs.tsx'
import { MomentPicker } from '../../../../web/ui/moment-picker.tsx'
import { Modal } from '../../../../web/ui/overlays.tsx'
import { useMomentWords } from '../parts/moment-words.ts'
import css from './next-step-dialog.module.css'

type Next = Extract<BulkAct, { kind: 'step' }>['next']

/** Asks what the next step of many leads or deals is to be; what is left empty stays as it is in each. */
export function NextStepDialog({ entity, selection, total, onClose, onDone }: BulkActProps) {
  const t = useT()
  const nouns = useFieldWords()
  const format = useFormat()
  const words = useMomentWords()
  const [next, setNext] = useState<Next>({})
  const [names, setNames] = useState<Record<string, string>>({})
  const [isAsked, setAsked] = useState(false)
  const isEmpty = Object.values(next).every((value) => value === undefined)
  const change = (part: Next) => setNext((former) => ({ ...former, ...part }))

  function pick(member: 'kind' | 'owner', id: string | null, name = '') {
    change({ [member]: id ?? undefined })
    if (id) setNames((former) => ({ ...former, [id]: name }))
  }

  function send(event: FormEvent) {
    event.preventDefault()
    if (!isEmpty) setAsked(true)
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('steps.bulk.title', {
        about: total ? nouns.count(entity.name, total.count) : nouns.many(entity.name),
      })}
      size="small"
    >
      {isAsked ? (
        <ConfirmBulk
          entity={entity}
          selection={selection}
          act={{ kind: 'step', next }}
          titles={names}
          onClose={onClose}
          onStarted={onDone}
        />
      ) : (
        <form className={css.form} onSubmit={send}>
          <TextInput
            label={t('steps.subject')}
            value={next.title ?? ''}
            maxLength={300}
            autoFocus
            onChange={(title) => change({ title: title.trim() === '' ? undefined : title })}
          />
          <RefPicker
            to="stepKind"
            label={t('steps.bulk.kind')}
            value={next.kind ?? null}
            onChange={(id, name) => pick('kind', id, name)}
          />
          <RefPicker
            to="user"
            label={t('steps.bulk.owner')}
            value={next.owner ?? null}
            narrow={
              allNouns().find('user')?.fields.isActive ? { field: 'isActive', op: 'eq', value: true } : null
            }
            onChange={(id, name) => pick('owner', id, name)}
          />
          <div>
            <MomentPicker
              value={next.dueAt ?? null}
              words={words}
              label={t('steps.due')}
              icon="dueLater"
              position="bottom-start"
              onChange={(dueAt) => change({ dueAt })}
            >
              {next.dueAt ? format.due(next.dueAt) : t('steps.bulk.asItIs')}
            </MomentPicker>
          </div>
          <p className={css.aside}>{t('steps.bulk.help')}</p>
          <Button
            type="submit"
            variant="primary"
            disabled={isEmpty}
            title={isEmpty ? t('steps.bulk.nothing') : undefined}
          >
            {t('steps.bulk.goOn')}
          </Button>
        </form>
      )}
    </Modal>
  )
}
