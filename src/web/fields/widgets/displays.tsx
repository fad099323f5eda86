import { Fragment } from 'react'
import type { Money } from '../../../kernel/fields/types/money.ts'
import { type Address, addressLine } from '../../../kernel/fields/types/postal.ts'
import { recordPath } from '../../app/registry.ts'
import { Link } from '../../app/routing.tsx'
import { useTextEnv } from '../../text/env.tsx'
import { useT } from '../../text/i18n.ts'
import { useFormat } from '../../text/use-format.ts'
import { Icon } from '../../ui/icon.tsx'
import { Mark } from '../../ui/mark.tsx'
import { Avatar } from '../../ui/small.tsx'
import { Stars } from '../../ui/stars.tsx'
import { DateText, DateTimeText, MoneyText, PhoneText, RelativeTime } from '../../ui/values.tsx'
import { useFieldWords } from '../field-words.ts'
import { isVocabulary, useWords } from '../use-words.ts'
import type { DisplayProps } from '../widget.ts'
import css from './displays.module.css'

// Each of these is reached through the registry by the type of the field, so the value is of that type.

export function TextDisplay({ value }: DisplayProps) {
  return <>{value as string}</>
}

export function LongTextDisplay({ value, where }: DisplayProps) {
  return <span className={where === 'page' ? css.lines : undefined}>{value as string}</span>
}

export function IntegerDisplay({ name, value }: DisplayProps) {
  const format = useFormat()
  // A year is not grouped: 1998, not 1,998.
  return (
    <span className="numeric">{/Year$/.test(name) ? String(value) : format.number(value as number)}</span>
  )
}

export function DecimalDisplay({ field, value }: DisplayProps) {
  const format = useFormat()
  return <span className="numeric">{format.number(value as number, field.options.digits)}</span>
}

export function PercentDisplay({ field, value }: DisplayProps) {
  const format = useFormat()
  return <span className="numeric">{format.percent((value as number) / 100, field.options.digits)}</span>
}

export function RatingDisplay({ field, value }: DisplayProps) {
  return <Stars value={value as number} of={field.options.max ?? 5} />
}

export function MultiChoiceDisplay({ entity, name, value }: DisplayProps) {
  const words = useFieldWords()
  return <>{(value as string[]).map((key) => words.choice(entity.name, name, key)).join(', ')}</>
}

export function MoneyDisplay({ value }: DisplayProps) {
  return <MoneyText value={value as Money} />
}

export function DateDisplay({ value, where }: DisplayProps) {
  return <DateText value={value as string} long={where === 'page'} />
}

export function DateTimeDisplay({ name, value, where }: DisplayProps) {
  // When something was touched is read as "2 h ago"; when something is due, as a date.
  const isTouch = name === 'updatedAt' || name === 'createdAt'
  if (isTouch)
    return where === 'cell' ? <Touched value={value as string} /> : <RelativeTime value={value as string} />
  return <DateTimeText value={value as string} long={where === 'page'} />
}

/** The same as `RelativeTime`, but light: a list shows dozens of them and makes new ones as it is scrolled. */
function Touched({ value }: { value: string }) {
  const format = useFormat()
  return (
    <time dateTime={value} title={format.momentLong(value)}>
      {format.relative(value)}
    </time>
  )
}

export function BooleanDisplay({ value }: DisplayProps) {
  const t = useT()
  return <>{t(value ? 'values.yes' : 'values.no')}</>
}

export function ChoiceDisplay({ entity, name, value }: DisplayProps) {
  const words = useFieldWords()
  return <>{words.choice(entity.name, name, value as string)}</>
}

export function EmailDisplay({ value }: DisplayProps) {
  return (
    <a href={`mailto:${value}`} onClick={(event) => event.stopPropagation()}>
      {value as string}
    </a>
  )
}

export function PhoneDisplay({ value }: DisplayProps) {
  return <PhoneText value={value as string} />
}

/** A country is told where it is another one than the company's. */
export function AddressDisplay({ value }: DisplayProps) {
  const { country, locale } = useTextEnv()
  const address = value as Address
  const abroad = address.country && address.country !== country ? address.country : null
  const line = addressLine(address)
  if (!abroad || line === abroad) return <>{line}</>
  return <>{`${line}, ${new Intl.DisplayNames(locale, { type: 'region' }).of(abroad)}`}</>
}

export function UrlDisplay({ value }: DisplayProps) {
  const address = value as string
  return (
    <a href={address} target="_blank" rel="noreferrer noopener" onClick={(event) => event.stopPropagation()}>
      {address.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')}
    </a>
  )
}

export function RefDisplay({ field, value, titles, where }: DisplayProps) {
  const id = value as string
  const title = titles[id]
  if (title === undefined) return <Untold />
  const path = where === 'page' ? recordPath(field.options.to, id) : null
  const name = path ? <Link to={path}>{title}</Link> : title
  if (field.options.to !== 'user') return <>{name}</>
  return (
    <span className={css.person}>
      <Avatar name={title} size={20} />
      <span className={css.name}>{name}</span>
    </span>
  )
}

/** Several records: words of a vocabulary as marks, others by their names. */
export function RefsDisplay(props: DisplayProps) {
  const { field, value, titles, where } = props
  if (isVocabulary(field.options.to)) return <Marks {...props} />
  const ids = value as string[]
  const named = ids.filter((id) => titles[id] !== undefined)
  return (
    <span>
      {named.map((id, index) => {
        const path = where === 'page' ? recordPath(field.options.to, id) : null
        return (
          <Fragment key={id}>
            {index > 0 && ', '}
            {path ? <Link to={path}>{titles[id]}</Link> : titles[id]}
          </Fragment>
        )
      })}
      {named.length > 0 && named.length < ids.length && ', '}
      {named.length < ids.length && <Untold count={ids.length - named.length} />}
    </span>
  )
}

/** Each in its colour where the noun has colours. */
function Marks({ field, value, titles, where }: DisplayProps) {
  const words = useWords(field.options.to)
  return (
    <span className={css.marks} data-where={where}>
      {(value as string[]).map((id) => {
        const word = words.get(id)
        const name = word?.name ?? titles[id]
        return name === undefined ? null : (
          <Mark key={id} colour={word?.colour}>
            {name}
          </Mark>
        )
      })}
    </span>
  )
}

/** Records that the reader may not see: that there are some is told, their names are not. */
function Untold({ count = 1 }: { count?: number }) {
  const t = useT()
  const format = useFormat()
  return <>{count === 1 ? t('values.noAccess') : `${t('values.noAccess')}: ${format.number(count)}`}</>
}

export function JsonDisplay({ value }: DisplayProps) {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  if (entries.length === 0) return <Icon name="minus" />
  return (
    <dl className={css.pairs}>
      {entries.map(([key, one]) => (
        <div key={key}>
          <dt>{key}</dt>
          <dd>{typeof one === 'string' ? one : JSON.stringify(one)}</dd>
        </div>
      ))}
    </dl>
  )
}
