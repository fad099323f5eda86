import { useState } from 'react'
import { useFieldWords } from '../../../../web/fields/field-words.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Icon } from '../../../../web/ui/icon.tsx'
import { NumberInput } from '../../../../web/ui/number-input.tsx'
import { type Option, Select } from '../../../../web/ui/select.tsx'
import { Spinner } from '../../../../web/ui/spinner.tsx'
import type { ImportRecord } from '../import-record.ts'
import { type Reading, readingOf, withKind } from '../mapping/draft.ts'
import { iconOf } from '../nouns.ts'
import type { Work } from '../wizard/use-wizard.ts'
import { useImportWords } from '../words.ts'
import css from './columns.module.css'

interface FileReadingProps {
  record: ImportRecord
  work: Work
  onReread: (reading: Reading) => Promise<void>
}

const encodings = [
  'utf-8',
  'windows-1251',
  'windows-1252',
  'koi8-r',
  'ibm866',
  'utf-16le',
  'iso-8859-1',
  'macintosh',
  'x-mac-cyrillic',
]

/** What the file holds and how it is written: found, and changed here when it was found wrongly. */
export function FileReading({ record, work, onReread }: FileReadingProps) {
  const t = useT()
  const words = useFieldWords()
  const { file } = record
  const { draft, allowed } = work
  const delimiters = useDelimiters(file.delimiter)
  const reread = (reading: Reading) => void onReread({ ...readingOf(draft), ...reading })
  return (
    <section className={css.reading} aria-label={t('import.reading.title')}>
      <Select
        label={t('import.reading.kind')}
        value={draft.entity}
        leftSection={<Icon name={iconOf(draft.entity)} />}
        options={allowed.map((kind) => ({ value: kind, label: words.many(kind) }))}
        onChange={(kind) => kind && work.change(withKind(file, draft, kind), null)}
        searchable={false}
      />
      {file.sheets.length > 1 && (
        <Select
          label={t('import.reading.sheet')}
          value={file.sheet}
          options={file.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
          onChange={(sheet) => sheet && reread({ sheet, headerRow: undefined })}
        />
      )}
      {hasHeaderRow(file) && (
        <HeaderRow
          key={file.headerRow}
          value={file.headerRow}
          onChange={(headerRow) => reread({ headerRow })}
        />
      )}
      {file.format === 'csv' && (
        <>
          <Select
            label={<Found label={t('import.reading.encoding')} isFound={draft.encoding === undefined} />}
            value={file.encoding}
            options={withFound(encodings, file.encoding).map((name) => ({
              value: name,
              label: name.toUpperCase(),
            }))}
            searchable={false}
            onChange={(encoding) => encoding && reread({ encoding })}
          />
          <Select
            label={<Found label={t('import.reading.delimiter')} isFound={draft.delimiter === undefined} />}
            value={file.delimiter}
            options={delimiters}
            searchable={false}
            onChange={(delimiter) => delimiter && reread({ delimiter })}
          />
        </>
      )}
      <RowCount record={record} isBusy={work.isRereading} />
    </section>
  )
}

/** Cards and JSON name their values themselves. */
const hasHeaderRow = ({ format }: ImportRecord['file']) => ['csv', 'xlsx', 'ods'].includes(format)

function Found({ label, isFound }: { label: string; isFound: boolean }) {
  const t = useT()
  return (
    <>
      {label}
      {isFound && <span className={css.found}> · {t('import.reading.found')}</span>}
    </>
  )
}

function HeaderRow({ value, onChange }: { value: number; onChange: (row: number) => void }) {
  const t = useT()
  const [typed, setTyped] = useState<number | null>(value)
  const settle = () => typed !== null && typed !== value && onChange(typed)
  return (
    <NumberInput
      className={css.narrow}
      label={t('import.reading.headerRow')}
      value={typed}
      min={0}
      max={100}
      onChange={setTyped}
      onBlur={settle}
      onKeyDown={(event) => event.key === 'Enter' && settle()}
      rightSection={value === 0 ? <span className={css.found}>{t('import.reading.none')}</span> : undefined}
    />
  )
}

function RowCount({ record, isBusy }: { record: ImportRecord; isBusy: boolean }) {
  const words = useImportWords()
  const { estimatedRows, sample } = record.file
  const rows = estimatedRows ?? sample.length
  const isExact = rows <= sample.length
  return (
    <p className={css.rowCount} role="status">
      {isBusy ? (
        <Spinner />
      ) : (
        words.counted(isExact ? 'import.reading.rows' : 'import.reading.aboutRows', rows)
      )}
    </p>
  )
}

function useDelimiters(found: string | null): Option[] {
  const t = useT()
  const known: Option[] = [
    { value: ',', label: t('import.delimiter.comma') },
    { value: ';', label: t('import.delimiter.semicolon') },
    { value: '\t', label: t('import.delimiter.tab') },
    { value: '|', label: t('import.delimiter.bar') },
  ]
  if (found === null || known.some(({ value }) => value === found)) return known
  return [...known, { value: found, label: found }]
}

function withFound(all: readonly string[], found: string | null): string[] {
  return found === null || all.includes(found) ? [...all] : [found, ...all]
}
