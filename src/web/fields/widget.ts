import type { ComponentType, ReactNode } from 'react'
import type { Entity } from '../../kernel/entities/entity.ts'
import type { Field } from '../../kernel/fields/f.ts'
import type { Parsed } from '../../kernel/fields/field-type.ts'
import type { Filter } from '../../kernel/queries/filter.ts'
import type { Titles } from '../api/shapes.ts'

/** Which field of which noun a widget is for. */
export interface FieldPlace {
  entity: Entity
  name: string
  field: Field
}

export interface DisplayProps extends FieldPlace {
  /** Present: never null, undefined or empty. */
  value: unknown
  titles: Titles
  /** `cell`: one line that is cut short; `page`: may wrap, and what it points at is a link. */
  where: 'cell' | 'page'
}

export interface EditorProps extends FieldPlace {
  /** What the field holds when the editor opens; null when it is empty. */
  value: unknown
  titles: Titles
  /** Without a visible label the name of the field is read out. */
  label?: ReactNode
  /** A sentence from outside, such as the server's; the widget adds its own. */
  error?: ReactNode
  required?: boolean
  autoFocus?: boolean
  /** Opens with a list of choices already unfolded, as an editor in a cell does. */
  unfolded?: boolean
  /** Which records a ref offers. */
  narrow?: Filter | null
  /** What is written now: a value (null when empty), or what is wrong with it. `titles` name what it points at. */
  onChange: (written: Parsed<unknown>, titles?: Titles) => void
  /** A choice was made that needs no further confirmation. */
  onPick?: (value: unknown, titles?: Titles) => void
}

/** How values of one field type are shown and edited. */
export interface FieldWidget {
  Display: ComponentType<DisplayProps>
  /** Null: such values are not edited by hand. */
  Editor: ComponentType<EditorProps> | null
  /** Enter starts a new line in it, so saving takes Mod+Enter or leaving it. */
  manyLines?: boolean
  /** Its editor stands on the page of the record without being opened, and is done with each choice. */
  standsOpen?: boolean
  /** No two records share a value: several together can only be emptied. */
  ofOneRecord?: boolean
}
