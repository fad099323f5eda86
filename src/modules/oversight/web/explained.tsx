import { useState } from 'react'
import type { z } from 'zod'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { useQuestion } from '../../../web/api/commands.ts'
import { useFieldWords } from '../../../web/fields/field-words.ts'
import { RefPicker } from '../../../web/fields/ref-picker.tsx'
import { PartFailure } from '../../../web/shell/page-states.tsx'
import { useT } from '../../../web/text/i18n.ts'
import { Icon } from '../../../web/ui/icon.tsx'
import { Skeleton } from '../../../web/ui/small.tsx'
import { explainAccess, explainedActions } from '../oversight.questions.ts'
import css from './oversight.module.css'

type Explanation = z.output<typeof explainAccess.output>

/** What a person, who is picked, may do with a record and why. */
export function Explained({ entity, record }: { entity: Entity; record: string }) {
  const t = useT()
  const [person, setPerson] = useState<string | null>(null)
  const { data, error, refetch } = useQuestion(
    explainAccess,
    { person, entity: entity.name, record },
    { enabled: person !== null, touches: [entity.name, 'user', 'role', 'team', 'step'] },
  )
  return (
    <div className={css.explained}>
      <RefPicker to="user" label={t('oversight.person')} value={person} onChange={setPerson} />
      {person === null && <p className={css.hint}>{t('oversight.pickPerson')}</p>}
      {error && <PartFailure error={error} onRetry={() => void refetch()} />}
      {person !== null && !data && !error && <Skeleton height={120} />}
      {person !== null && data && <Verdicts entity={entity} explanation={data} />}
    </div>
  )
}

function Verdicts({ entity, explanation }: { entity: Entity; explanation: Explanation }) {
  const t = useT()
  const words = useFieldWords()
  const { person, role, team, owner, verdicts, fields } = explanation
  const params = {
    name: person.name,
    role: role ?? '',
    team: team ?? '',
    owner: owner?.name ?? '',
    kind: words.many(entity.name),
  }
  const limited = Object.entries(fields)
  return (
    <div aria-live="polite">
      {explainedActions.map((action) => {
        const { isAllowed, reasons } = verdicts[action]
        return (
          <section key={action} className={css.verdict} data-allowed={isAllowed || undefined}>
            <h3>
              <Icon name={isAllowed ? 'check' : 'close'} size={16} />
              {t(`oversight.${isAllowed ? 'may' : 'mayNot'}.${action}`)}
            </h3>
            <ol>
              {reasons.map((reason) => (
                <li key={reason}>{t.dyn(`oversight.reasons.${reason}`, params)}</li>
              ))}
            </ol>
          </section>
        )
      })}
      {verdicts.read.isAllowed && limited.length > 0 && (
        <section className={css.verdict}>
          <h3>{t('oversight.fields')}</h3>
          <ul>
            {limited.map(([name, level]) => (
              <li key={name}>
                {words.field(entity, name)}: {t(`oversight.levels.${level}`)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
