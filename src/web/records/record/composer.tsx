import { useQueryClient } from '@tanstack/react-query'
import { lazy, type Ref, Suspense, useImperativeHandle, useRef, useState } from 'react'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { refresh } from '../../api/cache.ts'
import { api } from '../../api/client.ts'
import { newKey } from '../../api/http.ts'
import { useCan } from '../../api/session.ts'
import { useFirstScreenShown } from '../../app/quiet.ts'
import { allNouns } from '../../app/registry.ts'
import { tellFailure, useUndo } from '../../shell/undo.ts'
import { useT } from '../../text/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { TextArea } from '../../ui/inputs.tsx'
import css from './composer.module.css'
import { MentionList } from './mention-list.tsx'
import type { NoteFilesHandle } from './note-files.tsx'
import { useMentions } from './use-mentions.ts'

const NoteFiles = lazy(async () => ({ default: (await import('./note-files.tsx')).NoteFiles }))

const icons: Record<string, IconName> = { note: 'note', call: 'phone', mail: 'mail', meeting: 'meeting' }

export interface ComposerHandle {
  /** Opens it for a note, a call, a letter or a meeting. */
  open: (kind: string) => void
}

export interface ComposerProps {
  entity: Entity
  record: string
  ref?: Ref<ComposerHandle>
}

/** Writes down a note, or a call, letter or meeting that took place elsewhere. Mod+Enter saves. */
export function Composer({ entity, record, ref }: ComposerProps) {
  const t = useT()
  const client = useQueryClient()
  const undo = useUndo()
  const note = allNouns().find('note')
  const kinds = (note?.fields.kind?.options.choices ?? []) as readonly string[]
  const [kind, setKind] = useState(kinds[0] ?? 'note')
  const [text, setText] = useState('')
  const [isPending, setPending] = useState(false)
  const [act, setAct] = useState(newKey)
  const field = useRef<HTMLTextAreaElement>(null)

  const mayAttach = useCan('file:create')
  const isQuiet = useFirstScreenShown()
  const area = useRef<HTMLDivElement>(null)
  const fileList = useRef<HTMLDivElement>(null)
  const files = useRef<NoteFilesHandle>(null)
  const [fileCount, setFileCount] = useState(0)
  const mentions = useMentions({ entity, record, text, setText, field })

  useImperativeHandle(ref, () => ({
    open: (next) => {
      if (kinds.includes(next)) setKind(next)
      field.current?.focus()
    },
  }))

  const isEmpty = text.trim() === '' && fileCount === 0

  if (!note || !Object.hasOwn(note.fields, entity.name)) return null

  /** Saves what is written; returns the note its files are to hang on. */
  async function write(noun: Entity) {
    const { item, event } = await api.create(
      noun,
      { text: mentions.written().trim(), kind, [entity.name]: record },
      { idempotencyKey: act },
    )
    setText('')
    mentions.forget()
    setAct(newKey())
    refresh(client, [{ entity: noun.name }])
    undo.offer({ event, text: t.dyn(`records.composer.saved.${kind}`) })
    return { entity: noun.name, record: item.id }
  }

  async function save() {
    if (!note || isEmpty || isPending) return
    setPending(true)
    try {
      const written = text.trim() === '' ? null : await write(note)
      // Files without a word belong to the record itself.
      await files.current?.send(written, { entity: entity.name, record })
    } catch (error) {
      tellFailure(error, () => void save())
    } finally {
      setPending(false)
    }
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the field within
    <div
      ref={area}
      className={css.composer}
      onKeyDown={(event) => {
        if (mentions.onKey(event)) return
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault()
          void save()
        }
        if (event.key === 'Escape') field.current?.blur()
      }}
    >
      <TextArea
        ref={field}
        aria-label={t.dyn(`records.composer.label.${kind}`)}
        placeholder={t.dyn(`records.composer.label.${kind}`)}
        minRows={1}
        maxRows={12}
        maxLength={20_000}
        value={text}
        onChange={(next) => {
          setText(next)
          mentions.look()
        }}
        onBlur={mentions.close}
        aria-controls={mentions.isOpen ? mentions.listId : undefined}
        aria-activedescendant={
          mentions.isOpen && mentions.people.length > 0 ? `${mentions.listId}-${mentions.at}` : undefined
        }
      />
      {mentions.isOpen && (
        <MentionList id={mentions.listId} people={mentions.people} at={mentions.at} onPick={mentions.pick} />
      )}
      {mentions.unseen.length > 0 && (
        <p role="status" className={css.unseen}>
          <Icon name="eyeOff" size={14} />
          {t('records.composer.unseen', {
            count: mentions.unseen.length,
            names: mentions.unseen.map(({ name }) => name).join(', '),
          })}
        </p>
      )}
      <div ref={fileList} className={css.files} />
      <div className={css.foot}>
        <Choice
          name={`composer-${record}`}
          label={t('records.composer.kind')}
          hiddenLabel
          value={kind}
          onChange={setKind}
          options={kinds.map((one) => ({
            value: one,
            label: t.dyn(`choices.note.kind.${one}`),
            icon: icons[one],
          }))}
        />
        <div className={css.end}>
          {mayAttach && isQuiet && (
            <Suspense>
              <NoteFiles ref={files} area={area} list={fileList} onCount={setFileCount} />
            </Suspense>
          )}
          <Button
            size="small"
            variant="primary"
            keys="Mod+Enter"
            loading={isPending}
            disabled={isEmpty}
            title={isEmpty ? t('records.composer.writeFirst') : undefined}
            onClick={() => void save()}
          >
            {t('shell.save')}
          </Button>
        </div>
      </div>
    </div>
  )
}
