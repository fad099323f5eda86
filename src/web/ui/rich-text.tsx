import { Suspense, useRef, useState } from 'react'
import { htmlOf, plainOf } from '../../kernel/text/rich-text.ts'
import { preloaded } from '../app/preloaded.tsx'
import { type FieldProps, TextArea } from './inputs.tsx'
import css from './rich-text.module.css'

/** The tools over the text of the editor, in their order. */
export const richTextTools = [
  ...(['bold', 'italic', 'strike', 'heading', 'subheading'] as const),
  ...(['bullets', 'numbers', 'quote', 'link', 'clear'] as const),
]
export type RichTextTool = (typeof richTextTools)[number]

/** What the tools are called, and what is said where a link is set. */
export type RichTextWords = Record<
  RichTextTool | 'tools' | 'linkAddress' | 'linkApply' | 'linkRemove',
  string
>

export interface RichTextInputProps extends Omit<FieldProps, 'disabled' | 'readOnly' | 'placeholder'> {
  /** What it begins with, safe HTML; empty for nothing. What is written later is told by `onChange`. */
  value: string
  onChange: (html: string) => void
  words: RichTextWords
}

const View = preloaded(async () => (await import('./rich-text-view.tsx')).RichTextView)
const Editor = preloaded(async () => (await import('./rich-text-editor.tsx')).RichTextEditor)

/** Fetches what shows and edits rich text before somebody asks for it. */
export async function preloadRichText(): Promise<void> {
  await Promise.all([View.preload(), Editor.preload()])
}

/** Rich text as it looks; as plain text until what makes sure that it is safe has come. */
export function RichText({ html }: { html: string }) {
  return (
    <Suspense fallback={<span className={css.plain}>{plainOf(html)}</span>}>
      <View html={html} />
    </Suspense>
  )
}

/** An editor of rich text. It is fetched on first use; what is typed meanwhile comes to stand at the end of its text. */
export function RichTextInput(props: RichTextInputProps) {
  const early = useRef('')
  return (
    <Suspense fallback={<Waiting {...props} early={early} />}>
      <Editor {...props} early={early} />
    </Suspense>
  )
}

export interface EarlyText {
  /** What was typed before the editor was there; it takes it and leaves nothing. */
  early: { current: string }
}

function Waiting({ value, early, words: _, onChange, ...rest }: RichTextInputProps & EarlyText) {
  const [typed, setTyped] = useState(early.current)
  return (
    <div>
      <TextArea
        {...rest}
        value={typed}
        minRows={6}
        onChange={(text) => {
          early.current = text
          setTyped(text)
          onChange(value + htmlOf(text))
        }}
      />
      {value && <p className={css.plain}>{plainOf(value)}</p>}
    </div>
  )
}
