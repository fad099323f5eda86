export { customField, customObject } from './field.entity.ts'
