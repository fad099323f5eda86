/** What a browser may have to load before the first screen, gzipped, in KB. */
export const limits: { js: number; css: number }

/** What a browser loads before the first screen, gzipped, in KB. */
export function firstLoadSizes(folder: string): Promise<{ js: number; css: number }>

/** Sentences for each limit that the built web app exceeds. */
export function firstLoadProblems(folder: string): Promise<string[]>
