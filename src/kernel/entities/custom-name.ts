/** Beginning of every name a workspace gives, so that none is ever taken by a later version of the product. */
export const customPrefix = 'x_'

/** Whether a noun or a field is of a workspace's own making. */
export const isCustom = (name: string) => name.startsWith(customPrefix)
