import { Input } from '@mantine/core'
import { getSchema } from '@tiptap/core'
import { DOMParser } from '@tiptap/pm/model'
import { Selection } from '@tiptap/pm/state'
import { Editor, EditorContent } from '@tiptap/react'
import StarterKit from '@tiptap/starter-kit'
import { useEffectEvent, useId, useLayoutEffect, useState } from 'react'
import { richTextLinks, richTextLinkTraits } from '../../kernel/text/rich-text.ts'
import { cleanMarkup } from './clean-markup.ts'
import looks from './rich-text.module.css'
import type { EarlyText, RichTextInputProps } from './rich-text.tsx'
import css from './rich-text-editor.module.css'
import { RichTextToolbar } from './rich-text-toolbar.tsx'

const extensions = [
  StarterKit.configure({
    heading: { levels: [2, 3] },
    trailingNode: false,
    link: {
      openOnClick: false,
      defaultProtocol: 'https',
      HTMLAttributes: richTextLinkTraits,
      isAllowedUri: (address) => richTextLinks.test(address),
    },
  }),
]
const schema = getSchema(extensions)

/** The editor of `RichTextInput`, a chunk of its own. */
export function RichTextEditor(props: RichTextInputProps & EarlyText) {
  const { value, words, label, error, description, required, autoFocus, early } = props
  const id = useId()
  const [editor, setEditor] = useState<Editor | null>(null)
  const tell = useEffectEvent(props.onChange)
  const begin = useEffectEvent(() => beginEditing(value, (html) => tell(html)))

  // All before the next key comes. `useEditor` would make it later and, on a busy machine, once more.
  useLayoutEffect(() => {
    const made = begin()
    setEditor(made)
    return () => made.destroy()
  }, [])
  useLayoutEffect(() => {
    if (!editor || editor.isDestroyed) return
    const typed = early.current
    early.current = ''
    if (typed) typeAtEnd(editor, typed)
    if (!autoFocus && !typed) return
    editor.view.dispatch(editor.state.tr.setSelection(Selection.atEnd(editor.state.doc)))
    editor.view.focus()
  }, [editor, early, autoFocus])
  useLayoutEffect(() => {
    if (!editor || editor.isDestroyed) return
    const attributes = {
      class: `${looks.text} ${css.editable}`,
      'aria-multiline': 'true',
      ...(label ? { 'aria-labelledby': `${id}-label` } : { 'aria-label': props['aria-label'] ?? '' }),
      ...(error ? { 'aria-invalid': 'true', 'aria-describedby': `${id}-error` } : {}),
      ...(autoFocus ? { 'data-autofocus': 'true' } : {}),
    }
    editor.setOptions({ editorProps: { ...editor.options.editorProps, attributes } })
  }, [editor, id, label, error, autoFocus, props['aria-label']])

  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      labelProps={{ id: `${id}-label`, onClick: () => editor?.commands.focus() }}
      description={description}
      error={error}
      errorProps={{ id: `${id}-error` }}
      required={required}
      className={props.className}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: tells of the keys and the focus of the text within */}
      <div
        className={css.editor}
        data-invalid={error ? true : undefined}
        onBlur={props.onBlur}
        onFocus={props.onFocus}
        onKeyDown={props.onKeyDown}
      >
        {editor && <RichTextToolbar editor={editor} words={words} />}
        <EditorContent editor={editor} className={css.content} />
      </div>
    </Input.Wrapper>
  )
}

function beginEditing(value: string, tell: (html: string) => void): Editor {
  return new Editor({
    extensions,
    // As a document, because the page lets no string become markup.
    content: DOMParser.fromSchema(schema).parse(cleanMarkup(value)).toJSON(),
    // Its rules are in our style sheet.
    injectCSS: false,
    editorProps: {
      // These are for what is around the editor, which is sent or closed by them.
      handleDOMEvents: {
        keydown: (_view, { key, ctrlKey, metaKey }) =>
          key === 'Escape' || (key === 'Enter' && (ctrlKey || metaKey)),
      },
    },
    onUpdate: ({ editor }) => tell(editor.getHTML()),
  })
}

/** As if it were typed: a new paragraph for each line. */
function typeAtEnd({ state, view }: Editor, text: string): void {
  const { tr } = state
  tr.setSelection(Selection.atEnd(tr.doc))
  for (const [at, line] of text.split('\n').entries()) {
    if (at > 0) tr.split(tr.selection.from)
    if (line) tr.insertText(line)
  }
  view.dispatch(tr)
}
