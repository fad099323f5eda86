import IconBlockquote from '@tabler/icons-react/dist/esm/icons/IconBlockquote.mjs'
import IconBold from '@tabler/icons-react/dist/esm/icons/IconBold.mjs'
import IconClearFormatting from '@tabler/icons-react/dist/esm/icons/IconClearFormatting.mjs'
import IconH2 from '@tabler/icons-react/dist/esm/icons/IconH2.mjs'
import IconH3 from '@tabler/icons-react/dist/esm/icons/IconH3.mjs'
import IconItalic from '@tabler/icons-react/dist/esm/icons/IconItalic.mjs'
import IconLink from '@tabler/icons-react/dist/esm/icons/IconLink.mjs'
import IconList from '@tabler/icons-react/dist/esm/icons/IconList.mjs'
import IconListNumbers from '@tabler/icons-react/dist/esm/icons/IconListNumbers.mjs'
import IconStrikethrough from '@tabler/icons-react/dist/esm/icons/IconStrikethrough.mjs'
import { type ChainedCommands, type Editor, useEditorState } from '@tiptap/react'
import { type KeyboardEvent, useState } from 'react'
import { richTextLinks } from '../../kernel/text/rich-text.ts'
import { Button } from './button.tsx'
import { TextInput } from './inputs.tsx'
import { type RichTextTool, type RichTextWords, richTextTools } from './rich-text.tsx'
import css from './rich-text-editor.module.css'
import { Tooltip } from './tooltip.tsx'

interface Tool {
  Icon: typeof IconBold
  /** Of the text, as `Editor.isActive` asks for it. */
  state?: readonly [name: string, attributes?: Record<string, unknown>]
  /** What it does; of a link that is asked about first. */
  act?: (chain: ChainedCommands) => ChainedCommands
  keys?: string
}

const tools: Record<RichTextTool, Tool> = {
  bold: { Icon: IconBold, state: ['bold'], act: (chain) => chain.toggleBold(), keys: 'Mod+B' },
  italic: { Icon: IconItalic, state: ['italic'], act: (chain) => chain.toggleItalic(), keys: 'Mod+I' },
  strike: {
    Icon: IconStrikethrough,
    state: ['strike'],
    act: (chain) => chain.toggleStrike(),
    keys: 'Mod+Shift+S',
  },
  heading: heading(IconH2, 2),
  subheading: heading(IconH3, 3),
  bullets: {
    Icon: IconList,
    state: ['bulletList'],
    act: (chain) => chain.toggleBulletList(),
    keys: 'Mod+Shift+8',
  },
  numbers: {
    ...{ Icon: IconListNumbers, state: ['orderedList'], keys: 'Mod+Shift+7' },
    act: (chain) => chain.toggleOrderedList(),
  },
  quote: {
    Icon: IconBlockquote,
    state: ['blockquote'],
    act: (chain) => chain.toggleBlockquote(),
    keys: 'Mod+Shift+B',
  },
  link: { Icon: IconLink, state: ['link'] },
  clear: { Icon: IconClearFormatting, act: (chain) => chain.unsetAllMarks().clearNodes() },
}

function heading(Icon: Tool['Icon'], level: 2 | 3): Tool {
  return {
    ...{ Icon, state: ['heading', { level }], keys: `Mod+Alt+${level}` },
    act: (chain) => chain.toggleHeading({ level }),
  }
}

interface ToolbarProps {
  editor: Editor
  words: RichTextWords
}

/** The tools over the text, and under them the address of a link while it is set. */
export function RichTextToolbar({ editor, words }: ToolbarProps) {
  const [isLinking, setLinking] = useState(false)
  const active = useEditorState({
    editor,
    selector: ({ editor: now }) =>
      richTextTools.filter((tool) => {
        const { state } = tools[tool]
        return state && now.isActive(...state)
      }),
  })
  return (
    <>
      <div className={css.toolbar} role="toolbar" aria-label={words.tools}>
        {richTextTools.map((tool) => {
          const { Icon, act, keys } = tools[tool]
          return (
            <Tooltip key={tool} label={words[tool]} keys={keys}>
              <button
                type="button"
                className={css.tool}
                aria-label={words[tool]}
                aria-pressed={active.includes(tool) || (tool === 'link' && isLinking)}
                // The text keeps the focus, and with it what is chosen in it.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => (act ? act(editor.chain().focus()).run() : setLinking(!isLinking))}
              >
                <Icon size={18} stroke={1.75} />
              </button>
            </Tooltip>
          )
        })}
      </div>
      {isLinking && (
        <LinkRow
          editor={editor}
          words={words}
          isLink={active.includes('link')}
          onDone={() => {
            // At once, not with the next frame as by a command: the next key may come before it.
            editor.view.focus()
            setLinking(false)
          }}
        />
      )}
    </>
  )
}

interface LinkRowProps extends ToolbarProps {
  isLink: boolean
  onDone: () => void
}

/** Where the chosen words lead; without any the address itself is put in. */
function LinkRow({ editor, words, isLink, onDone }: LinkRowProps) {
  const [address, setAddress] = useState(String(editor.getAttributes('link').href ?? ''))

  function apply(to: string) {
    const chain = editor.chain().extendMarkRange('link')
    const href = wholeAddress(to)
    if (to === '') chain.unsetLink().run()
    else if (isLink || !editor.state.selection.empty) chain.setLink({ href }).run()
    else chain.insertContent({ type: 'text', text: to, marks: [{ type: 'link', attrs: { href } }] }).run()
    onDone()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    // It neither sends nor closes what is around the editor.
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Enter') apply(address.trim())
    else onDone()
  }

  return (
    <div className={css.link} data-mantine-stop-propagation="true">
      <TextInput
        aria-label={words.linkAddress}
        placeholder="https://"
        inputMode="url"
        autoComplete="off"
        autoFocus
        maxLength={2000}
        value={address}
        onChange={setAddress}
        onKeyDown={onKeyDown}
      />
      <Button onClick={() => apply(address.trim())}>{words.linkApply}</Button>
      {isLink && (
        <Button variant="subtle" onClick={() => apply('')}>
          {words.linkRemove}
        </Button>
      )}
    </div>
  )
}

/** An address as people write it: a mailbox, or a page without its protocol. */
function wholeAddress(address: string): string {
  if (richTextLinks.test(address)) return address
  return /^[^\s@/]+@[^\s@/]+$/.test(address) ? `mailto:${address}` : `https://${address.replace(/^\/+/, '')}`
}
