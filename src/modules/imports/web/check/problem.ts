import type { z } from 'zod'
import type { importProblemKinds, importProblems } from '../../index.ts'

/** A row of the file with something to say. */
export type ProblemRow = z.output<typeof importProblems.output>['items'][number]
/** Something worth saying about a cell or a row. */
export type RowProblem = ProblemRow['problems'][number]
/** Problems of one kind with the texts that cause them. */
export type ProblemKind = z.output<typeof importProblemKinds.output>['items'][number]
