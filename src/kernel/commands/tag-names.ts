import { z } from 'zod'
import { mostRefs } from '../fields/types/refs.ts'

/** Longest name of a tag. */
export const longestTag = 60

/** Tags by their names; what parts names in a list does not stand within one. */
export const tagNames = z
  .array(
    z
      .string()
      .trim()
      .min(1)
      .max(longestTag)
      .regex(/^[^,;\n]*$/),
  )
  .max(mostRefs)
  .default([])
