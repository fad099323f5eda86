import { memo, type Ref } from 'react'

export interface ConversationProps {
  entity: string
  id: string
  /** The place to write a note. */
  ref?: Ref<{ focus: () => void }>
}

/** What was said and done with the customer, and the place to write down more. */
export const Conversation = memo(function Conversation(_props: ConversationProps) {
  return null
})
