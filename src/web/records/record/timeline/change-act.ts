import { type ComponentType, createContext } from 'react'
import type { Entity } from '../../../../kernel/entities/entity.ts'
import type { Titles } from '../../../api/shapes.ts'
import type { Change } from './shown-changes.ts'

export interface ChangeActProps {
  entity: Entity
  record: string
  change: Change
  titles: Titles
}

/** What a page lets its reader do about a change on its timeline, if anything. */
export const ChangeAct = createContext<ComponentType<ChangeActProps> | null>(null)
