export { addDays, clockIn, daysBetween, momentIn } from '../../kernel/text/zone.ts'
