import { type Ref, useEffect, useRef, useState } from 'react'
import { useQuestion } from '../../../../web/api/commands.ts'
import { useCan } from '../../../../web/api/session.ts'
import type { Titles } from '../../../../web/api/shapes.ts'
import { useFieldWords } from '../../../../web/fields/field-words.ts'
import type { DisplayProps, EditorProps } from '../../../../web/fields/widget.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Button, IconButton } from '../../../../web/ui/button.tsx'
import { useFileDrag } from '../../../../web/ui/file-drop.tsx'
import { Icon } from '../../../../web/ui/icon.tsx'
import { ProgressBar } from '../../../../web/ui/small.tsx'
import { fileLimits } from '../../file.commands.ts'
import { addressOf } from '../file-row.ts'
import css from './file-field.module.css'
import { OneFile } from './one-file.tsx'
import { useFieldUpload } from './use-field-upload.ts'

/** A file in a field: to be looked at or, where it may be changed, in the editor. */
export function FileField(props: DisplayProps | EditorProps) {
  return 'onChange' in props ? <FileEditor {...props} /> : <FileValue {...props} />
}

/** A field that holds a file: picked, dropped or pasted here; replaced, taken off and looked at in the same place. */
function FileEditor(props: EditorProps) {
  const { entity, name, field, value, titles, label, error, required, autoFocus, onChange, onPick } = props
  const t = useT()
  const words = useFieldWords()
  const format = useFormat()
  const mayAttach = useCan('file:create')
  const { data: limits } = useQuestion(fileLimits, {}, { enabled: mayAttach, touches: ['file'] })
  const input = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  // The name of a file that has just arrived is known here first.
  const [named, setNamed] = useState<Titles>({})
  const called = words.field(entity, name)

  function put(id: string | null, title?: string) {
    const told = id !== null && title !== undefined ? { [id]: title } : undefined
    if (told) setNamed(told)
    onChange({ ok: true, value: id }, told)
    onPick?.(id, told)
  }
  const { sending, failure, send, refuse, cancel } = useFieldUpload(entity.name, name, put)

  function give([file]: readonly File[]) {
    if (!file) return
    if (limits && file.size > limits.largest)
      return refuse(t('files.tooLarge', { limit: format.bytes(limits.largest) }))
    void send(file)
  }
  const { isOver, drag } = useFileDrag(give, !mayAttach)
  useEffect(() => {
    if (autoFocus) button.current?.focus()
  }, [autoFocus])

  const choose = () => input.current?.click()
  return (
    <fieldset
      className={css.editor}
      data-where={label ? 'form' : 'page'}
      data-over={isOver || undefined}
      onPaste={(event) => {
        if (!mayAttach || event.clipboardData.files.length === 0) return
        event.preventDefault()
        // Pasted here it is for this field, not for the files of the record.
        event.nativeEvent.stopImmediatePropagation()
        give([...event.clipboardData.files])
      }}
      {...drag}
    >
      <legend className={label ? css.legend : 'visually-hidden'}>
        {label ?? called}
        {label && required && <span className={css.required}> *</span>}
      </legend>
      <div className={css.line}>
        {sending ? (
          <OnItsWay {...sending} onCancel={cancel} />
        ) : typeof value === 'string' ? (
          <>
            <span className={css.value}>
              <FileValue value={value} titles={{ ...titles, ...named }} />
            </span>
            {mayAttach && (
              <IconButton
                ref={button}
                icon="upload"
                size="small"
                label={t('files.replace', { field: called })}
                onClick={choose}
              />
            )}
            {!field.required && (
              <IconButton
                icon="close"
                size="small"
                label={t('files.takeOff', { field: called })}
                onClick={() => put(null)}
              />
            )}
          </>
        ) : mayAttach ? (
          <Button
            ref={button}
            size={label ? 'medium' : 'small'}
            variant={label ? 'default' : 'subtle'}
            icon="attach"
            aria-label={t('files.chooseFor', { field: called })}
            onClick={choose}
          >
            {t(isOver ? 'files.dropOne' : 'files.choose')}
          </Button>
        ) : (
          '—'
        )}
      </div>
      <FileInput ref={input} label={called} onFiles={give} />
      {(failure ?? error) && (
        <p className={css.failure} role="alert">
          {failure ?? error}
        </p>
      )}
    </fieldset>
  )
}

function OnItsWay({ name, share, onCancel }: { name: string; share: number; onCancel: () => void }) {
  const t = useT()
  return (
    <>
      <div className={css.sending}>
        <span className={css.name}>{name}</span>
        <ProgressBar value={share} max={1} label={t('files.uploading', { name })} />
      </div>
      <IconButton icon="close" size="small" label={t('files.cancel', { name })} onClick={onCancel} />
    </>
  )
}

function FileInput({
  label,
  onFiles,
  ref,
}: {
  label: string
  onFiles: (files: readonly File[]) => void
  ref: Ref<HTMLInputElement>
}) {
  return (
    <input
      ref={ref}
      type="file"
      hidden
      aria-label={label}
      onChange={(event) => {
        const files = [...(event.currentTarget.files ?? [])]
        // The same file may be chosen again.
        event.currentTarget.value = ''
        onFiles(files)
      }}
    />
  )
}

/** A file by its name; pressed, it is shown over the page. */
function FileValue({ value, titles }: Pick<DisplayProps, 'value' | 'titles'>) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  const id = value as string
  const name = titles[id]
  if (name === undefined) return <>{t('values.unknownRecord')}</>
  return (
    <span className={css.file}>
      <Icon name="attach" size={14} />
      <a
        href={addressOf(id, 'attachment')}
        title={name}
        aria-label={t('files.open', { name })}
        onClick={(event) => {
          event.stopPropagation()
          // Pressed in another way it is a link like any other, and downloads.
          if (event.ctrlKey || event.metaKey || event.shiftKey) return
          event.preventDefault()
          setOpen(true)
        }}
      >
        {name}
      </a>
      {isOpen && <OneFile id={id} onClose={() => setOpen(false)} />}
    </span>
  )
}
