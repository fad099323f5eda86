import { useFieldWords } from '../../../../web/fields/field-words.ts'
import { useLanguage, useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { FileDrop } from '../../../../web/ui/file-drop.tsx'
import { Menu } from '../../../../web/ui/menu.tsx'
import { ErrorBox, ProgressBar } from '../../../../web/ui/small.tsx'
import type { Kind } from '../import-record.ts'
import { iconOf } from '../nouns.ts'
import { failureSentence } from '../words.ts'
import { sampleKinds, saveSample } from './sample-file.ts'
import css from './start.module.css'
import { useUpload } from './use-upload.ts'

/** The first step: choosing a file. */
export function FilePart({ entity }: { entity: Kind | undefined }) {
  const t = useT()
  const { send, stop, file, share, failure } = useUpload(entity)
  return (
    <section className={css.file} aria-label={t('import.step.file')}>
      <FileDrop
        action={t('import.choose')}
        hint={t('import.orDrop')}
        accept=".csv,.tsv,.txt,.xlsx,.xls,.ods,.html,.htm,.gz,.zip,.vcf,.json,.jsonl,.ndjson"
        onFile={send}
        busy={file !== null}
      >
        {file ? <Sending file={file} share={share} onStop={stop} /> : <Takes />}
      </FileDrop>
      {failure && (
        <ErrorBox code={failure.status >= 500 ? (failure.requestId ?? undefined) : undefined}>
          {failureSentence(t, failure.code, failure.params)}
        </ErrorBox>
      )}
    </section>
  )
}

function Sending({ file, share, onStop }: { file: File; share: number; onStop: () => void }) {
  const t = useT()
  const format = useFormat()
  return (
    <div className={css.sending}>
      <p className={css.sendingLine} role="status">
        <span className={css.fileName}>{file.name}</span>
        <span className="numeric">{share < 1 ? format.percent(share, 0) : t('import.looking')}</span>
        <Button size="small" variant="subtle" onClick={onStop}>
          {t('shell.cancel')}
        </Button>
      </p>
      <ProgressBar value={share} max={1} label={t('import.sending', { file: file.name })} />
    </div>
  )
}

/** What is taken, and a file to try it with. */
function Takes() {
  const t = useT()
  const words = useFieldWords()
  const language = useLanguage()
  return (
    <div className={css.takes}>
      <p>{t('import.takes')}</p>
      <Menu
        position="bottom-end"
        width={240}
        items={sampleKinds.map((kind) => ({
          id: kind,
          icon: iconOf(kind),
          label: words.many(kind),
          onSelect: () => saveSample(t, language, kind),
        }))}
        target={
          <Button size="small" variant="subtle" icon="download" trailingIcon="chevronDown">
            {t('import.sampleFile')}
          </Button>
        }
      />
    </div>
  )
}
