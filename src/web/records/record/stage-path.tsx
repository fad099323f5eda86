import type { Row } from '../../api/shapes.ts'
import { useT } from '../../text/i18n.ts'
import type { RecordActs } from '../acts.ts'
import { daysAtStage } from '../step/days-at-stage.ts'
import { useStages } from '../step/use-stages.ts'
import css from './stage-path.module.css'

export interface StagePathProps {
  row: Row
  title: string
  acts: RecordActs
  mayUpdate: boolean
}

/** The stages of a pipeline from left to right with the one the record is at; pressing another moves it there. */
export function StagePath({ row, title, acts, mayUpdate }: StagePathProps) {
  const t = useT()
  const { stages } = useStages(typeof row.pipeline === 'string' ? row.pipeline : null)
  const at = stages.findIndex(({ id }) => id === row.stage)
  const isOpen = row.status === 'open'
  const days = daysAtStage(row)
  if (stages.length === 0) return null
  return (
    <ol className={css.path} aria-label={t('records.stages')} data-closed={!isOpen || undefined}>
      {stages.map(({ id, name }, index) => (
        <li
          key={id}
          className={css.item}
          data-state={index < at ? 'passed' : index === at ? 'current' : 'ahead'}
        >
          <button
            type="button"
            className={css.stage}
            aria-current={index === at ? 'step' : undefined}
            disabled={!isOpen || !mayUpdate}
            title={!isOpen ? t('records.closedStage') : name}
            onClick={() => index !== at && void acts.move({ id: row.id, title }, id, name)}
          >
            {name}
            {index === at && days !== null && days > 0 && (
              <span className={css.days} title={t('records.board.atStage', { count: days })} aria-hidden>
                {t('records.board.days', { count: days })}
              </span>
            )}
          </button>
        </li>
      ))}
    </ol>
  )
}
