/**
 * A cell of a table that is written for people. A number is given in digits with a point, a day as `2026-11-22`, a time
 * as `14:05`; how they look is the business of the format.
 */
export type Cell = string | null | { number: string } | { day: string; time?: string }
