import type { Parsed } from '../../../kernel/fields/field-type.ts'
import { longestRichText, plainOf } from '../../../kernel/text/rich-text.ts'
import { firstScreenShown } from '../../app/quiet.ts'
import { useT } from '../../text/i18n.ts'
import {
  preloadRichText,
  RichText,
  RichTextInput,
  type RichTextWords,
  richTextTools,
} from '../../ui/rich-text.tsx'
import { useFieldWords } from '../field-words.ts'
import type { DisplayProps, EditorProps, FieldWidget } from '../widget.ts'

/** How rich text is shown and edited. Pages of a workspace without such fields do not load it. */
export const richTextWidget: FieldWidget = { Display, Editor, manyLines: true }

// Keys pressed while the editor is on its way would wait for it.
void firstScreenShown.then(preloadRichText)

/** In a cell what it says, on a page as it looks. */
function Display({ value, where }: DisplayProps) {
  return where === 'page' ? <RichText html={value as string} /> : plainOf(value as string)
}

function Editor({ entity, name, value, label, error, required, autoFocus, onChange }: EditorProps) {
  const words = useFieldWords()
  return (
    <RichTextInput
      label={label}
      aria-label={label ? undefined : words.field(entity, name)}
      error={error}
      required={required}
      autoFocus={autoFocus}
      value={(value as string | null) ?? ''}
      words={useToolWords()}
      onChange={(html) => onChange(readRichText(html))}
    />
  )
}

function useToolWords(): RichTextWords {
  const t = useT()
  const parts = [...richTextTools, 'tools', 'linkAddress', 'linkApply', 'linkRemove'] as const
  return Object.fromEntries(parts.map((part) => [part, t(`values.richText.${part}`)])) as RichTextWords
}

function readRichText(html: string): Parsed<unknown> {
  if (plainOf(html) === '') return { ok: true, value: null }
  return html.length > longestRichText
    ? { ok: false, error: 'value.too-long', params: { max: longestRichText } }
    : { ok: true, value: html }
}
