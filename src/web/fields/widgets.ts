import type { Field } from '../../kernel/fields/f.ts'
import type { FieldWidget } from './widget.ts'
import * as displays from './widgets/displays.tsx'
import { BooleanEditor, ChoiceEditor, DateEditor, DateTimeEditor, RefEditor } from './widgets/editors.tsx'
import { TextualEditor } from './widgets/textual.tsx'

const text: FieldWidget = { Display: displays.TextDisplay, Editor: TextualEditor, align: 'start', width: 160 }

/** How values of each field type are shown and edited: the one place a new type is added to the screens. */
const widgets: Record<string, FieldWidget> = {
  text,
  longText: { ...text, Display: displays.LongTextDisplay, width: 240, manyLines: true },
  integer: { Display: displays.IntegerDisplay, Editor: TextualEditor, align: 'end', width: 96 },
  money: { Display: displays.MoneyDisplay, Editor: TextualEditor, align: 'end', width: 132 },
  date: { Display: displays.DateDisplay, Editor: DateEditor, align: 'start', width: 116 },
  dateTime: { Display: displays.DateTimeDisplay, Editor: DateTimeEditor, align: 'start', width: 144 },
  boolean: { Display: displays.BooleanDisplay, Editor: BooleanEditor, align: 'start', width: 88 },
  choice: { Display: displays.ChoiceDisplay, Editor: ChoiceEditor, align: 'start', width: 120 },
  email: { Display: displays.EmailDisplay, Editor: TextualEditor, align: 'start', width: 192 },
  phone: { Display: displays.PhoneDisplay, Editor: TextualEditor, align: 'start', width: 152 },
  url: { Display: displays.UrlDisplay, Editor: TextualEditor, align: 'start', width: 168 },
  ref: { Display: displays.RefDisplay, Editor: RefEditor, align: 'start', width: 160 },
  json: { Display: displays.JsonDisplay, Editor: null, align: 'start', width: 160 },
}

/** How values of a field are shown and edited; one of an unknown type is shown as text and not edited. */
export function widgetOf({ type }: Field): FieldWidget {
  return widgets[type.name] ?? { ...text, Editor: null }
}
