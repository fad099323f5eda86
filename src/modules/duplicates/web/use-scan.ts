import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useCommand, useQuestion } from '../../../web/api/commands.ts'
import { useCan } from '../../../web/api/session.ts'
import { tellFailure } from '../../../web/shell/undo.ts'
import { cancelScan, duplicateScan, startScan } from '../duplicates.commands.ts'

/** How often a running scan is asked how far it is. */
const every = 1500

/** The search through all records: how far it is, and the ways to start and to stop it. */
export function useScan() {
  const client = useQueryClient()
  const mayStart = useCan('settings:update')
  const { data, isLoading, refetch } = useQuestion(duplicateScan, {}, { enabled: mayStart, touches: [] })
  const start = useCommand(startScan)
  const cancel = useCommand(cancelScan)
  const scan = data?.scan ?? null
  const isRunning = scan?.status === 'running'

  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => void refetch(), every)
    return () => clearInterval(timer)
  }, [isRunning, refetch])

  // What it has found is shown as soon as it is there, also by a scan that ended before it was seen running.
  const finished = data && (scan?.finishedAt ?? null)
  const lastFinished = useRef(finished)
  useEffect(() => {
    if (lastFinished.current !== undefined && finished && finished !== lastFinished.current)
      void client.invalidateQueries()
    lastFinished.current = finished
  }, [finished, client])

  return {
    scan,
    isLoading: mayStart && isLoading,
    isRunning,
    mayStart,
    isStarting: start.isPending,
    start: () => void start.run({}).catch(tellFailure),
    cancel: () => void cancel.run({}).catch(tellFailure),
  }
}

export type Scan = ReturnType<typeof useScan>
