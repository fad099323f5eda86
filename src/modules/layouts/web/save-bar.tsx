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
import type { Sections } from './draft.ts'
import css from './layouts.module.css'

export interface SaveBarProps {
  entity: Entity
  version: number | null
  sections: Sections
  isChanged: boolean
  onDiscard: () => void
}

/** Keeps the layout, drops what was changed, or goes back to the one that was shipped. */
export function SaveBar({ entity, version, sections, isChanged, onDiscard }: SaveBarProps) {
  const t = useT()
  const undo = useUndo()
  const cache = useCache()
  const words = useFieldWords()
  const saving = useCommand(saveLayout)
  const resetting = useCommand(resetLayout)
  const [failure, setFailure] = useState<unknown>(null)
  const isTaken = isRefusal(failure, 'record.conflict')

  async function act(perform: () => Promise<{ event: string }>, text: string) {
    setFailure(null)
    try {
      const { event } = await perform()
      undo.offer({ event, text })
    } catch (error) {
      setFailure(error)
    }
  }

  const save = (seen: number | null) =>
    act(
      // What is sent is checked by the contract again.
      () => saving.run({ entity: entity.name, version: seen, config: { sections: [...sections] } }),
      t('layouts.saved', { noun: words.many(entity.name) }),
    )

  return (
    <div className={css.bar}>
      {failure !== null && (
        <ErrorBox>
          {isTaken ? t('layouts.taken') : errorSentence(t, failure)}
          {isTaken && (
            <span className={css.choices}>
              <Button size="small" onClick={() => void cache.client.invalidateQueries()}>
                {t('layouts.takeTheirs')}
              </Button>
              <Button size="small" onClick={() => void save(versionIn(failure.params))}>
                {t('layouts.keepMine')}
              </Button>
            </span>
          )}
        </ErrorBox>
      )}
      <div className={css.buttons}>
        {version !== null && (
          <Button
            className={css.reset}
            loading={resetting.isPending}
            onClick={() =>
              void act(
                () => resetting.run({ entity: entity.name, version }),
                t('layouts.wasReset', { noun: words.many(entity.name) }),
              )
            }
          >
            {t('layouts.reset')}
          </Button>
        )}
        {isChanged && <Button onClick={onDiscard}>{t('layouts.discard')}</Button>}
        <Button
          variant="primary"
          disabled={!isChanged}
          title={isChanged ? undefined : t('layouts.nothingChanged')}
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
