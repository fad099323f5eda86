import { Input } from '@mantine/core'
import { getSchema } from '@tiptap/core'
import { DOMParser } from '@tiptap/pm/model'
import { Selection } from '@tiptap/pm/state'
import { type Editor, EditorContent, useEditor } from '@tiptap/react'
import StarterKit from '@tiptap/starter-kit'
import { useId, useLayoutEffect } from 'react'
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
  const { value, onChange, words, label, error, description, required, autoFocus, early } = props
  const id = useId()
  const editor = useEditor({
    extensions,
    // As a document, because the page lets no string become markup.
    content: DOMParser.fromSchema(schema).parse(cleanMarkup(value)).toJSON(),
    // Its rules are in our style sheet.
    injectCSS: false,
    shouldRerenderOnTransaction: false,
    editorProps: {
      attributes: {
        'aria-multiline': 'true',
        ...(label ? { 'aria-labelledby': `${id}-label` } : { 'aria-label': props['aria-label'] ?? '' }),
        ...(error ? { 'aria-invalid': 'true', 'aria-describedby': `${id}-error` } : {}),
        ...(autoFocus ? { 'data-autofocus': 'true' } : {}),
        class: `${looks.text} ${css.editable}`,
      },
      // It is for what is around the editor: the form is sent by it.
      handleDOMEvents: {
        keydown: (_view, event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey),
      },
    },
    onUpdate: ({ editor: changed }) => onChange(changed.getHTML()),
  })

  // Before the next key comes.
  useLayoutEffect(() => {
    const typed = early.current
    early.current = ''
    if (typed) typeAtEnd(editor, typed)
    if (!autoFocus && !typed) return
    editor.view.dispatch(editor.state.tr.setSelection(Selection.atEnd(editor.state.doc)))
    editor.view.focus()
  }, [editor, early, autoFocus])

  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      labelProps={{ id: `${id}-label`, onClick: () => editor.commands.focus() }}
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
        <RichTextToolbar editor={editor} words={words} />
        <EditorContent editor={editor} className={css.content} />
      </div>
    </Input.Wrapper>
  )
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
