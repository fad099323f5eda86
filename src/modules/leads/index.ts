export { conversion, convertLead } from './lead.commands.ts'
export { lead } from './lead.entity.ts'
