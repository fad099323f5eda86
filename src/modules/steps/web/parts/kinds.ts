import { useMemo } from 'react'
import { useRecords } from '../../../../web/api/records.ts'
import type { Row } from '../../../../web/api/shapes.ts'
import type { IconName } from '../../../../web/ui/icon.tsx'
import { stepKind } from '../../../pipelines/index.ts'
import { useSame } from './use-same.ts'

/** A kind of step as it is shown. */
export interface Kind {
  id: string
  name: string
  icon: IconName
}

export interface Kinds {
  kinds: readonly Kind[]
  kindOf: (id: string) => Kind
}

const params = { sort: ['position'], limit: 200 }
const unknown: Kind = { id: '', name: '', icon: 'task' }
const pictures = ['phone', 'mail', 'message', 'meeting', 'task', 'document'] as const

/** The kinds of step in their order, and one by its id. */
export function useKinds(): Kinds {
  const rows = useSame(useRecords(stepKind, params).rows)
  return useMemo(() => {
    const kinds = rows.map(kindFrom)
    const byId = new Map(kinds.map((kind) => [kind.id, kind]))
    return { kinds, kindOf: (id: string) => byId.get(id) ?? unknown }
  }, [rows])
}

function kindFrom({ id, name, icon }: Row): Kind {
  return { id, name: String(name), icon: pictures.find((picture) => picture === icon) ?? 'task' }
}
