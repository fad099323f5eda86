import type { ComponentType } from 'react'
import type { Entity } from '../../kernel/entities/entity.ts'
import type { FieldWidget } from '../fields/widget.ts'
import type { BulkAct, RecordPart, RecordScreens } from '../records/screens.ts'
import type { MessageKey } from '../text/messages.ts'
import type { IconName } from '../ui/icon.tsx'
import type { AnyScreen } from './screen.ts'

/** One line of the sidebar. */
export interface NavItem {
  id: string
  /** Path of its screen. */
  to: string
  icon: IconName
  labelKey: MessageKey
  group: 'work' | 'customers' | 'trade' | 'analytics'
  /** Place within its group, smallest first. */
  order: number
  /** Right without which it is not shown, `object:action`. */
  needs?: string
  /** Letter that goes there after G. */
  key?: string
  /** Place in the bottom bar of a phone; there is room for two beside Today, Search and More. */
  phoneOrder?: number
}

/** One page of Settings. */
export interface SettingsPage {
  /** Its address is `/settings/<id>`. */
  id: string
  labelKey: MessageKey
  /** More words by which the page is found, a key of a sentence with them. */
  wordsKey?: MessageKey
  icon: IconName
  group: 'personal' | 'company' | 'work' | 'platform'
  order: number
  needs?: string
  load: () => Promise<ComponentType>
}

/** Something a person can add with N or the + button. */
export interface Creatable {
  id: string
  /** The noun, for the + menu: `Deal`. */
  labelKey: MessageKey
  /** The act, for the palette: `Add a deal`. */
  actionKey: MessageKey
  icon: IconName
  needs: string
  order: number
  /** Goes to the place where it is filled in. */
  to: string
  search?: Record<string, unknown>
}

/** How records of a noun are shown where any noun may turn up: search, timelines, the peek panel. */
export interface ShownEntity {
  entity: Entity
  icon: IconName
  /** One record as a word: `Deal`. Many: `Deals`. */
  labelKey: MessageKey
  pluralKey: MessageKey
  /** Content of the side panel for one record. */
  loadPeek?: () => Promise<ComponentType<{ id: string }>>
}

/** What a module brings to the screen. Screens, settings and panels are fetched when they are first opened. */
export interface WebModule {
  name: string
  entities?: readonly ShownEntity[]
  nav?: readonly NavItem[]
  screens?: readonly AnyScreen[]
  settings?: readonly SettingsPage[]
  create?: readonly Creatable[]
  /** Nouns without pages of their own that filters and links lead through: stages, kinds of step. */
  nouns?: readonly Entity[]
  /** How the lists, boards and pages of its nouns are set up. */
  records?: readonly RecordScreens[]
  /** What it adds to the pages of records of any module. */
  recordParts?: readonly RecordPart[]
  /** What can be done with several rows of lists of any module. */
  bulkActs?: readonly BulkAct[]
  /** How fields that lead to its nouns are shown and edited, by noun, where a name is not enough: files. */
  linkWidgets?: Readonly<Record<string, FieldWidget>>
  /** A button in the header of every screen: the bell. */
  header?: () => Promise<ComponentType>
  /** Watches over something while anybody is signed in and shows nothing itself: running imports. */
  background?: () => Promise<ComponentType>
}

/** Declares what a module brings to the screen. */
export function defineWebModule(module: WebModule): WebModule {
  return module
}
