import { memo, type Ref } from 'react'
import { allNouns } from '../../../../web/app/registry.ts'
import { Composer, type ComposerHandle } from '../../../../web/records/record/composer.tsx'
import { Timeline } from '../../../../web/records/record/timeline/timeline.tsx'
import css from './conversation.module.css'

export interface ConversationProps {
  entity: string
  id: string
  /** The place to write a note. */
  ref?: Ref<ComposerHandle>
}

/** What was said and done with the customer, and the place to write down more. */
export const Conversation = memo(function Conversation({ entity, id, ref }: ConversationProps) {
  const noun = allNouns().find(entity)
  if (!noun) return null
  return (
    <div className={css.conversation}>
      <Composer ref={ref} entity={noun} record={id} />
      <Timeline entity={noun} record={id} />
    </div>
  )
})
