import type { Field } from '../../kernel/fields/f.ts'
import { linkWidget } from '../app/registry.ts'
import type { FieldWidget } from './widget.ts'
import * as displays from './widgets/displays.tsx'
import {
  AddressEditor,
  BooleanEditor,
  ChoiceEditor,
  DateEditor,
  DateTimeEditor,
  MultiChoiceEditor,
  RatingEditor,
  RefEditor,
  RefsEditor,
} from './widgets/editors.tsx'
import { TextualEditor } from './widgets/textual.tsx'

/** How values of each field type are shown and edited: with `looks.ts` the one place a new type is added to screens. */
const widgets: Record<string, FieldWidget> = {
  text: { Display: displays.TextDisplay, Editor: TextualEditor },
  longText: { Display: displays.LongTextDisplay, Editor: TextualEditor, manyLines: true },
  integer: { Display: displays.IntegerDisplay, Editor: TextualEditor },
  decimal: { Display: displays.DecimalDisplay, Editor: TextualEditor },
  percent: { Display: displays.PercentDisplay, Editor: TextualEditor },
  rating: { Display: displays.RatingDisplay, Editor: RatingEditor },
  money: { Display: displays.MoneyDisplay, Editor: TextualEditor },
  date: { Display: displays.DateDisplay, Editor: DateEditor },
  dateTime: { Display: displays.DateTimeDisplay, Editor: DateTimeEditor },
  boolean: { Display: displays.BooleanDisplay, Editor: BooleanEditor },
  choice: { Display: displays.ChoiceDisplay, Editor: ChoiceEditor },
  multiChoice: { Display: displays.MultiChoiceDisplay, Editor: MultiChoiceEditor },
  email: { Display: displays.EmailDisplay, Editor: TextualEditor },
  phone: { Display: displays.PhoneDisplay, Editor: TextualEditor },
  address: { Display: displays.AddressDisplay, Editor: AddressEditor },
  url: { Display: displays.UrlDisplay, Editor: TextualEditor },
  ref: { Display: displays.RefDisplay, Editor: RefEditor },
  refs: { Display: displays.RefsDisplay, Editor: RefsEditor },
  json: { Display: displays.JsonDisplay, Editor: null },
}

/** Takes in how the values of a type are shown and edited that not every page needs. */
export function addWidget(type: string, widget: FieldWidget): void {
  widgets[type] = widget
}

/** How values of a field are shown and edited; one of an unknown type is shown as text and not edited. */
export function widgetOf({ type, options }: Field): FieldWidget {
  const own = type.name === 'ref' ? linkWidget(options.to) : undefined
  return own ?? widgets[type.name] ?? { Display: displays.TextDisplay, Editor: null }
}
