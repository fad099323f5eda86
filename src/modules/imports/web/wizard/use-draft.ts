import { useState } from 'react'
import { allows, useSession } from '../../../../web/api/session.ts'
import { guessEntity } from '../../guess/guess-entity.ts'
import type { ImportSettings } from '../../index.ts'
import { likelyKind } from '../../suggest-settings.ts'
import type { ImportRecord, Kind } from '../import-record.ts'
import { draftFor, type Reading, withFile, withMapping } from '../mapping/draft.ts'
import { keepDraft, keptDraft } from '../mapping/kept-draft.ts'
import { kinds, nounOf } from '../nouns.ts'
import { useImportVerbs } from '../use-import.ts'

/** A way in which files of the same headings were brought in before. */
export interface Mapping {
  id: string
  name: string
  isNamed: boolean
  settings: ImportSettings
  savedAt: string
}

interface DraftState {
  draft: ImportSettings
  /** The saved way these settings were taken from. */
  like: Mapping | null
}

/** The settings being worked on: those of this import, of an earlier file with the same headings, or guessed. */
export function useDraft(record: ImportRecord, asked: Kind | undefined, mappings: readonly Mapping[]) {
  const allowed = useAllowedKinds()
  const { configure, isConfiguring } = useImportVerbs()
  const [{ draft, like }, setState] = useState(() => firstState(record, { asked, allowed, mappings }))

  function change(next: ImportSettings, from: DraftState['like'] = like) {
    setState({ draft: next, like: from })
    keepDraft(record.id, next)
  }

  /** Has the server read the file in another way; what the columns hold follows from its answer. */
  async function reread(reading: Reading) {
    const former = record.file
    const asRead = { ...draft, ...reading }
    const { file } = await configure({ id: record.id, settings: { ...asRead, ...noColumns } })
    change(withFile(file, former, asRead))
  }

  return {
    draft,
    like,
    allowed,
    change,
    /** Takes a saved way for this file. */
    take: (mapping: Mapping) => change(withMapping(draft, mapping.settings), mapping),
    reread,
    isRereading: isConfiguring,
    /** Leaves the saved way and guesses. */
    guessAnew: () => change(draftFor(record.file, draft.entity), null),
  }
}

/** Nothing that speaks of headings, which may be others once the file is read in another way. */
const noColumns = { columns: {}, match: [], titleTemplate: undefined }

interface Wanted {
  asked: Kind | undefined
  allowed: readonly Kind[]
  mappings: readonly Mapping[]
}

function firstState(record: ImportRecord, { asked, allowed, mappings }: Wanted): DraftState {
  const { file, settings, id } = record
  const own = keptDraft(id) ?? (settings && Object.keys(settings.columns).length > 0 ? settings : null)
  if (own) return { draft: own, like: null }
  const fits = ({ settings: { entity } }: Mapping) => allowed.includes(entity) && (!asked || asked === entity)
  const known = mappings.filter(fits).toSorted((a, b) => (a.savedAt < b.savedAt ? 1 : -1))[0]
  if (known) {
    const { owner, ...others } = known.settings
    // Whose the records of that file became says nothing about this one.
    const draft = withMapping(draftFor(file, others.entity), {
      ...others,
      ...(owner?.mode !== 'one' && { owner }),
    })
    return { draft, like: known }
  }
  const likely = [likelyKind(file.headings), ...guessEntity(file.headings).map(({ entity }) => entity)].find(
    (kind) => allowed.includes(kind),
  )
  return { draft: draftFor(file, asked && allowed.includes(asked) ? asked : likely), like: null }
}

/** The kinds of records this person may bring in. */
function useAllowedKinds(): readonly Kind[] {
  const { grants } = useSession()
  return kinds().filter((kind) => {
    const { rightsObject } = nounOf(kind)
    return allows(grants, `${rightsObject}:create`) && allows(grants, `${rightsObject}:import`)
  })
}
