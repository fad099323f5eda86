import { useMemo } from 'react'
import { wordOf } from '../../../kernel/entities/custom-model.ts'
import { isForRole, isOfPipeline, laidFields, layoutFor, neededFor } from '../../../kernel/entities/layout.ts'
import type { LaidField, LaidSection, Layout } from '../../../kernel/entities/layout-shape.ts'
import { useSession } from '../../api/session.ts'
import { useLanguage, useT } from '../../text/i18n.ts'
import type { RecordScreens } from '../screens.ts'
import { wholeLayout } from './whole-layout.ts'

/** How the fields of a noun are laid out for the reader. */
export interface ShownLayout {
  /** What the workspace has made of it; undefined while it is as shipped. */
  stored: Layout | undefined
  sections: readonly LaidSection[]
  titleOf: (section: LaidSection) => string
  /** The explanation of a field. */
  helpOf: (name: string) => string | undefined
  /** Whether the reader's role and the pipeline of a record have this field. */
  shows: (field: LaidField, pipeline: unknown) => boolean
  /** Fields without which a record is not let into a stage. */
  neededAt: (stage: unknown) => string[]
}

/** The layout of a noun as the workspace has made it, or another that is being tried out, for a role. */
export function useLayout(screens: RecordScreens, tried?: { layout: Layout; role: string }): ShownLayout {
  const { user, workspace } = useSession()
  const t = useT()
  const language = useLanguage()
  const { entity } = screens
  const stored = tried?.layout ?? layoutFor(workspace.custom.layouts, entity.name)
  const role = tried?.role ?? user.role.id
  const own = workspace.custom.fields
  return useMemo(() => {
    const sections = wholeLayout(screens, stored)
    const helps = new Map(
      own.flatMap((one) => (one.entity === entity.name && one.help ? [[one.name, one.help]] : [])),
    )
    for (const { name, help } of laidFields(sections)) if (help) helps.set(name, help)
    return {
      stored,
      sections,
      titleOf: ({ id, title }) =>
        title ? wordOf(title, language) : t.dyn(`sections.${id}`, {}, t('sections.main')),
      helpOf: (name) => {
        const help = helps.get(name)
        return help && wordOf(help, language)
      },
      shows: (field, pipeline) => isForRole(field, role) && isOfPipeline(field, pipeline),
      neededAt: (stage) => (typeof stage === 'string' ? neededFor(stored, entity, { stage }) : []),
    }
  }, [screens, stored, role, own, entity, language, t])
}
