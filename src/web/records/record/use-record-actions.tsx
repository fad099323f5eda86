import { type ReactNode, type RefObject, useState } from 'react'
import { useCan } from '../../api/session.ts'
import type { Row, Titles } from '../../api/shapes.ts'
import { useGo } from '../../app/routing.tsx'
import { type Action, useActions } from '../../shell/actions/registry.ts'
import { useT } from '../../text/i18n.ts'
import type { MessageKey } from '../../text/messages.ts'
import type { RecordActs } from '../acts.ts'
import { AskDialog, type Question } from '../ask/ask-dialog.tsx'
import { useHeirs } from '../may-assign.ts'
import { reachActions } from '../reach-actions.ts'
import { copyLink } from '../row-keys.ts'
import type { RecordAct, RecordScreens } from '../screens.ts'
import type { ComposerHandle } from './composer.tsx'
import type { FieldsHandle } from './fields/fields-panel.tsx'
import { OpenedAct } from './opened-act.tsx'
import { useTrail } from './trail.ts'

export interface RecordActionsOptions {
  screens: RecordScreens
  row: Row
  titles: Titles
  can: { update: boolean; delete: boolean }
  acts: RecordActs
  composer: RefObject<ComposerHandle | null>
  fields: RefObject<FieldsHandle | null>
  /** The record is shown in the side panel of a list, which keeps the keys they share. */
  isPeek: boolean
  onGone: () => void
}

/** The verbs of a record wherever it is open: in menus, in the palette and by keys. */
export function useRecordActions(options: RecordActionsOptions): {
  actions: readonly Action[]
  element: ReactNode
} {
  const { screens, row, titles, can, acts, composer, fields, isPeek, onGone } = options
  const { entity } = screens
  const t = useT()
  const go = useGo()
  const trail = useTrail(entity.name, row.id)
  const [question, setQuestion] = useState<Question | null>(null)
  const [opened, setOpened] = useState<RecordAct | null>(null)
  const mayNote = useCan('note:create')
  const mayAssign = useHeirs(entity) !== null
  const subject = { id: row.id, title: String(row[entity.title] ?? '') }
  const to = (id: string | null | undefined) => id && go({ to: `/${entity.table}/${id}`, replace: true })

  const own: Action[] = (screens.acts ?? []).map((act) => ({
    id: act.id,
    // The key comes with the act from its module, whose words are checked there.
    titleKey: act.titleKey as MessageKey,
    icon: act.icon,
    keys: act.keys,
    needs: act.needs,
    visible: can.update && act.fits(row),
    perform: () => setOpened(act),
  }))
  const verbs: Action[] = [
    ...own,
    {
      id: 'record.assign',
      titleKey: 'records.acts.assign',
      icon: 'user',
      keys: 'a',
      visible: can.update && mayAssign,
      perform: () => setQuestion('assign'),
    },
    {
      id: 'record.stage',
      titleKey: 'records.acts.stage',
      icon: 'pipeline',
      keys: 's',
      visible: can.update && entity.worked && row.status === 'open',
      perform: () => setQuestion('stage'),
    },
    {
      id: 'record.copyLink',
      titleKey: 'records.acts.copyLink',
      icon: 'link',
      keys: 'y',
      perform: () => void copyLink(entity.table, row.id, t('records.linkCopied')),
    },
    {
      id: 'record.delete',
      titleKey: 'records.acts.delete',
      icon: 'delete',
      keys: 'Delete',
      visible: can.delete,
      perform: () => {
        onGone()
        void acts.remove([subject])
      },
    },
  ]
  const keys: Action[] = [
    {
      id: 'record.note',
      titleKey: 'records.acts.note',
      icon: 'note',
      keys: ['t', 'c'],
      visible: mayNote,
      perform: () => composer.current?.open('note'),
    },
    {
      id: 'record.edit',
      titleKey: 'records.acts.edit',
      icon: 'edit',
      keys: 'e',
      visible: can.update,
      perform: () => fields.current?.edit(),
    },
    {
      id: 'record.tags',
      titleKey: 'records.acts.tags',
      icon: 'tag',
      keys: 'l',
      visible: can.update && entity.fields.tags !== undefined,
      perform: () => fields.current?.edit('tags'),
    },
    ...reachActions(row),
    {
      id: 'record.previous',
      titleKey: 'records.acts.previous',
      icon: 'up',
      keys: '[',
      visible: trail?.previous != null,
      perform: () => void to(trail?.previous),
    },
    {
      id: 'record.next',
      titleKey: 'records.acts.next',
      icon: 'down',
      keys: ']',
      visible: trail?.next != null,
      perform: () => void to(trail?.next),
    },
  ]

  // In a panel beside a list the list has these keys already, for the very same record.
  useActions('record', isPeek ? [...own, ...keys.slice(0, 1)] : [...verbs, ...keys])

  return {
    actions: verbs.filter(({ visible }) => visible !== false),
    element: (
      <>
        {question && (
          <AskDialog
            question={question}
            screens={screens}
            rows={[{ row, titles }]}
            acts={acts}
            onClose={() => setQuestion(null)}
          />
        )}
        {opened && <OpenedAct act={opened} id={row.id} onClose={() => setOpened(null)} />}
      </>
    ),
  }
}
