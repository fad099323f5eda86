import { z } from 'zod'
import { companyShape, modelShape } from '../../kernel/access/company-shape.ts'
import { keyScopesShape } from '../../kernel/access/key-scopes.ts'
import { emailShape, localeShape, personNameShape } from '../../kernel/access/person-shapes.ts'
import { defineCommand, defineQuery } from '../../kernel/commands/command.ts'

const event = z.uuid().describe('Give it to records.undo')

/**
 * Makes a link by which a person gets into the workspace, once and within seven days. For somebody who is already
 * a user it is a new link: the earlier one is void, and by it he may set a password he has forgotten.
 */
export const inviteUser = defineCommand({
  name: 'user.invite',
  needs: 'user:create',
  input: z.strictObject({
    name: personNameShape,
    email: emailShape,
    role: z.uuid(),
    team: z.uuid().nullable().optional(),
  }),
  output: z.object({ user: z.uuid(), link: z.url(), expiresAt: z.iso.datetime() }),
  secretAnswer: true,
})

/**
 * Switches a user off. His open steps, open leads and deals, contacts and companies go to the heir in the same
 * transaction; `user.heir-required` tells how many there are when no heir is named.
 */
export const deactivateUser = defineCommand({
  name: 'user.deactivate',
  mayTakeLong: true,
  needs: 'user:update',
  input: z.strictObject({ id: z.uuid(), heir: z.uuid().optional() }),
  output: z.object({
    handedOver: z.object({
      steps: z.int(),
      leads: z.int(),
      deals: z.int(),
      contacts: z.int(),
      companies: z.int(),
    }),
    event,
  }),
})

/** Lets a switched-off user in again; what he had stays with his heir. */
export const activateUser = defineCommand({
  name: 'user.activate',
  needs: 'user:update',
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ event }),
})

const keyInput = {
  name: z.string().trim().min(1).max(80),
  scopes: keyScopesShape.nullable().optional(),
  expiresAt: z.iso.datetime({ offset: true }).nullable().optional(),
}
const keyOutput = z.object({ id: z.uuid(), key: z.string() })

/** Makes a key by which a program acts as the person who made it. The key is in this answer and nowhere else. */
export const createApiKey = defineCommand({
  name: 'apiKey.create',
  needs: null,
  input: z.strictObject(keyInput),
  output: keyOutput,
  secretAnswer: true,
})

/**
 * Makes a key by which a program acts as a user of its own: a new one with this role, called like the key, or one that
 * was made so before. Nobody signs in as such a user.
 */
export const createServiceKey = defineCommand({
  name: 'apiKey.createForService',
  needs: 'settings:update',
  input: z
    .strictObject({ ...keyInput, role: z.uuid().optional(), user: z.uuid().optional() })
    .refine(({ role, user }) => (role === undefined) !== (user === undefined), { path: ['role'] })
    .describe('Either `role` or `user`'),
  output: keyOutput.extend({ user: z.uuid() }),
  secretAnswer: true,
})

/** Makes a key worthless at once: one's own, or anybody's for who may change settings. */
export const revokeApiKey = defineCommand({
  name: 'apiKey.revoke',
  needs: null,
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({}),
})

/** The keys in force: one's own, or everybody's for who may change settings. */
export const listApiKeys = defineQuery({
  name: 'apiKeys',
  path: '/api-keys',
  needs: null,
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        hint: z.string().describe('The last four characters of the key'),
        user: z.uuid(),
        isService: z.boolean().describe('Its user is there for programs alone'),
        scopes: keyScopesShape.nullable().describe('Null: everything its user may do'),
        createdAt: z.iso.datetime(),
        expiresAt: z.iso.datetime().nullable(),
        lastUsedAt: z.iso.datetime().nullable(),
      }),
    ),
    titles: z.record(z.string(), z.string()).describe('Names of the users by id'),
  }),
})

/** Changes the settings of the company. A currency applies to amounts entered from now on. */
export const updateWorkspace = defineCommand({
  name: 'workspace.update',
  needs: 'settings:update',
  input: companyShape.extend({ locale: localeShape, model: modelShape }).partial(),
  output: z.object({ id: z.uuid(), ...companyShape.shape, locale: localeShape, model: modelShape }),
})
