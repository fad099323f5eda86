import { useState } from 'react'
import type { DisplayProps } from '../../../../web/fields/widget.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Icon } from '../../../../web/ui/icon.tsx'
import { addressOf } from '../file-row.ts'
import css from './file-value.module.css'
import { OneFile } from './one-file.tsx'

/** A file by its name; pressed, it is shown over the page. */
export function FileValue({ value, titles }: Pick<DisplayProps, 'value' | 'titles'>) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  const id = value as string
  const name = titles[id]
  if (name === undefined) return <>{t('values.unknownRecord')}</>
  return (
    <span className={css.file}>
      <Icon name="attach" size={14} />
      <a
        className={css.name}
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
