import { useState } from 'react'
import { useGo, useScreen } from '../../../../web/app/routing.tsx'
import type { ImportSettings } from '../../index.ts'
import type { ImportRecord } from '../import-record.ts'
import { importScreen, importsScreen, type WizardStep } from '../screens.ts'
import { useImportVerbs } from '../use-import.ts'
import type { useDraft } from './use-draft.ts'

export type Work = ReturnType<typeof useDraft>
export type WizardActs = ReturnType<typeof useWizard>

/** What leads from step to step. */
export function useWizard(record: ImportRecord, work: Work) {
  const go = useGo()
  const { setSearch } = useScreen(importScreen)
  const verbs = useImportVerbs()
  const [failure, setFailure] = useState<unknown>(null)

  async function attempt(act: () => Promise<unknown>) {
    setFailure(null)
    try {
      await act()
    } catch (error) {
      setFailure(error)
    }
  }

  return {
    failure,
    isChecking: verbs.isChecking || verbs.isCancelling,
    isStarting: verbs.isStarting,
    go: (step: WizardStep) => {
      setFailure(null)
      if (step === 'file') go(importsScreen.at({}))
      else setSearch({ step: step === 'result' ? undefined : step })
    },
    /** Saves the settings and goes through the file without writing anything. */
    check: (draft: ImportSettings = work.draft) =>
      attempt(async () => {
        if (record.status === 'checking') await verbs.cancel({ id: record.id })
        await verbs.configure({ id: record.id, settings: draft })
        await verbs.check({ id: record.id })
        setSearch({ step: 'check' })
      }),
    /** Goes through the file again as it was set up; mended cells are taken in. */
    checkAgain: () => attempt(() => verbs.check({ id: record.id })),
    stop: () => attempt(() => verbs.cancel({ id: record.id })),
    run: () =>
      attempt(async () => {
        await verbs.run({ id: record.id })
        setSearch({ step: undefined }, { replace: true })
      }),
    reread: (reading: Parameters<Work['reread']>[0]) => attempt(() => work.reread(reading)),
  }
}
