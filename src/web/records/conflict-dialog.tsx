import { useRecord } from '../api/records.ts'
import { allNouns } from '../app/registry.ts'
import { useStore } from '../app/store.ts'
import { FieldValue } from '../fields/field-value.tsx'
import { useFieldWords } from '../fields/field-words.ts'
import { useT } from '../text/i18n.ts'
import { useFormat } from '../text/use-format.ts'
import { Button } from '../ui/button.tsx'
import { Modal } from '../ui/overlays.tsx'
import css from './conflict-dialog.module.css'
import { type Conflict, conflicts } from './save.ts'

/** Two people changed the same field: shows both values and asks which stays. */
export function ConflictDialog() {
  const conflict = useStore(conflicts)
  return conflict && <Settling conflict={conflict} onClose={() => conflicts.set(null)} />
}

function Settling({ conflict, onClose }: { conflict: Conflict; onClose: () => void }) {
  const { entity, changes, current, titles, changedBy, changedAt } = conflict
  const t = useT()
  const words = useFieldWords()
  const format = useFormat()
  const user = allNouns().find('user') ?? { name: 'user', table: 'users', title: 'name' }
  const { data } = useRecord(user, changedBy)
  const person = data ? String(data.item.name ?? '') : t('records.conflict.somebody')
  const fields = Object.keys(changes).filter((name) => name in current)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('records.conflict.title', { person, when: changedAt ? format.relative(changedAt) : '' })}
      footer={
        <>
          <Button data-autofocus onClick={onClose}>
            {t('records.conflict.keepTheirs')}
          </Button>
          <Button
            variant="primary"
            onClick={() => {
              onClose()
              conflict.overwrite()
            }}
          >
            {t('records.conflict.keepMine')}
          </Button>
        </>
      }
    >
      <table className={css.values}>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('records.conflict.mine')}</th>
            <th scope="col">{t('records.conflict.theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((name) => (
            <tr key={name}>
              <th scope="row">{words.field(entity, name)}</th>
              <td>
                <FieldValue entity={entity} name={name} value={changes[name]} titles={titles} />{' '}
                {isEmpty(changes[name]) && t('values.empty')}
              </td>
              <td>
                <FieldValue entity={entity} name={name} value={current[name]} titles={titles} />{' '}
                {isEmpty(current[name]) && t('values.empty')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  )
}

const isEmpty = (value: unknown) => value === null || value === undefined || value === ''
