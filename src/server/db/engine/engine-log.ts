/** Where the engine tells what it does; a pino logger fits. Messages are for the operator, in English. */
export interface EngineLog {
  info(message: string): void
  warn(message: string): void
  error(message: string): void
}
