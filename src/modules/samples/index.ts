export { loadSample, removeSample } from './sample.commands.ts'
