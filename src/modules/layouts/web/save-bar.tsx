import { useState } from 'react'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { useCache } from '../../../web/api/cache.ts'
import { useCommand } from '../../../web/api/commands.ts'
import { isRefusal } from '../../../web/api/errors.ts'
import { useFieldWords } from '../../../web/fields/field-words.ts'
import { useUndo } from '../../../web/shell/undo.ts'
import { errorSentence } from '../../../web/text/errors.ts'
import { useT } from '../../../web/text/i18n.ts'
import { Button } from '../../../web/ui/button.tsx'
import { ErrorBox } from '../../../web/ui/small.tsx'
import { resetLayout, saveLayout } from '../layout.commands.ts'
import type { DraftControl } from './kept-drafts.ts'
import css from './layouts.module.css'

export interface SaveBarProps {
  entity: Entity
  version: number | null
  draft: DraftControl
  isChanged: boolean
}

/** Keeps the layout, drops what was changed, or goes back to the one that was shipped. */
export function SaveBar({ entity, version, draft, isChanged }: SaveBarProps) {
  const t = useT()
  const undo = useUndo()
  const cache = useCache()
  const words = useFieldWords()
  const saving = useCommand(saveLayout)
  const resetting = useCommand(resetLayout)
  const [failure, setFailure] = useState<unknown>(null)
  const isRefused = isRefusal(failure, 'record.conflict')
  const isTaken = (draft.isTaken && isChanged) || isRefused
  const { sections } = draft

  async function act<Answer extends { event: string }>(
    perform: () => Promise<Answer>,
    text: string,
    onDone: (answer: Answer) => void,
  ) {
    setFailure(null)
    try {
      const answer = await perform()
      onDone(answer)
      undo.offer({ event: answer.event, text })
    } catch (error) {
      setFailure(error)
    }
  }

  const save = (seen: number | null) =>
    act(
      // What is sent is checked by the contract again.
      () => saving.run({ entity: entity.name, version: seen, config: { sections: [...sections] } }),
      t('layouts.saved', { noun: words.many(entity.name) }),
      (answer) => draft.saved(answer.version, sections),
    )

  function takeTheirs() {
    setFailure(null)
    draft.drop()
    void cache.client.invalidateQueries()
  }

  return (
    <div className={css.bar}>
      {(failure !== null || isTaken) && (
        <ErrorBox>
          {isTaken ? t('layouts.taken') : errorSentence(t, failure)}
          {isTaken && (
            <span className={css.choices}>
              <Button size="small" onClick={takeTheirs}>
                {t('layouts.takeTheirs')}
              </Button>
              <Button size="small" onClick={() => void save(isRefused ? versionIn(failure.params) : version)}>
                {t('layouts.keepMine')}
              </Button>
            </span>
          )}
        </ErrorBox>
      )}
      <div className={css.buttons}>
        {version !== null && (
          <Button
            loading={resetting.isPending}
            onClick={() =>
              void act(
                () => resetting.run({ entity: entity.name, version }),
                t('layouts.wasReset', { noun: words.many(entity.name) }),
                draft.drop,
              )
            }
          >
            {t('layouts.reset')}
          </Button>
        )}
        {isChanged && <Button onClick={draft.drop}>{t('layouts.discard')}</Button>}
        <Button
          variant="primary"
          disabled={!isChanged || isTaken}
          title={isTaken ? t('layouts.taken') : isChanged ? undefined : t('layouts.nothingChanged')}
          loading={saving.isPending}
          onClick={() => void save(version)}
        >
          {t('layouts.save')}
        </Button>
      </div>
    </div>
  )
}

/** The version somebody else has made meanwhile; null when he has gone back to the shipped one. */
function versionIn({ current }: Record<string, unknown>): number | null {
  const { version } = (current ?? {}) as { version?: unknown }
  return typeof version === 'number' ? version : null
}
